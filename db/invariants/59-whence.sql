-- From where and with which factor a person acts, as the signed context's own session says it: the trail asks here, so that no
-- verb can say otherwise. The address is what the gates hold a client's to be (TRUSTED_PROXY); they tell it once a request.
set local role tutela_sec;

alter table sec.session add column if not exists address text check (length(address) between 2 and 45);
comment on table sec.session is 'The token itself is only in the person''s cookie. Of the device its words are kept, never what a browser says of itself.';
comment on column sec.session.address is 'The network address the session was last used from. The trail keeps it with each act; only auditors and the person see it there.';

-- Nobody need be signed in: an unknown token changes nothing. Written only where it is another than before, in no one's way.
create or replace function sec.seen_from(p_token text, p_address text) returns void
language sql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set address = nullif(p_address, '')
   where token_sha256 = sha256(convert_to(p_token, 'UTF8')) and address is distinct from nullif(p_address, '')
$$;

-- Nulls where nobody is signed in. The age is in whole seconds since the factor was shown.
create or replace function sec.whence(out session_id uuid, out address text, out device text, out factor text, out factor_age int)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, s.address, s.device, s.factor, greatest(0, extract(epoch from clock_timestamp() - s.factor_at))::int
    from sec.session s where s.id = (sec.ctx() ->> 's')::uuid
$$;

grant execute on function sec.seen_from(text, text) to tutela_app;
grant execute on function sec.whence() to tutela_owner;
