-- From where and with which factor a person acts, as the signed context and its own session say it: the trail asks here, so
-- that no verb can say otherwise. The address came with sec.enter(): what the gates hold the client's to be (TRUSTED_PROXY), of
-- this very request, whatever other requests of the session come from elsewhere at the same moment.
set local role tutela_sec;

drop function if exists sec.seen_from(text, text);
alter table sec.session drop column if exists address;

-- Nulls where nobody is signed in. The age is in whole seconds since the factor was shown.
create or replace function sec.whence(out session_id uuid, out address text, out device text, out factor text, out factor_age int)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, sec.ctx() ->> 'a', s.device, s.factor, greatest(0, extract(epoch from clock_timestamp() - s.factor_at))::int
    from sec.session s where s.id = (sec.ctx() ->> 's')::uuid
$$;

grant execute on function sec.whence() to tutela_owner;
