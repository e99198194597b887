-- The schedule of retention: for how long each kind of record is kept, as dated policy records (RT-1 and on), each by its own
-- law. Where several bind one kind, the longest duty to keep wins, since whoever keeps for ten years keeps for five as well;
-- a legal hold wins over all. That nothing is kept longer (RA 10173 s.11(e)) begins where the last duty ends. Identities go
-- by an erasure alone (93-erasures.sql); what is purged here by itself is technical and in no chain.
-- Code: 42501 who is not the operator purges nothing.
set local role tutela_owner;
do $$
begin
  drop policy if exists read_for_context on service_delivered;
  create policy read_for_context on service_delivered for select to tutela_sec using (true);
  grant select on service_delivered to tutela_sec;
end $$;

set local role tutela_sec;

-- Until which day each law keeps a child's identity, the latest first. A law whose event has not happened keeps nothing yet.
create or replace function sec.identity_kept_until(p_beneficiary bigint) returns table (key text, until date)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.key, case r.value ->> 'years' when 'ever' then 'infinity'::date
                     else (e.day + make_interval(years => (r.value ->> 'years')::int))::date end
    from (select distinct on (p.key) p.key, p.value from policy p
           where p.key like 'RT-%' and p.effective_from <= legal_today() and (p.effective_to is null or legal_today() <= p.effective_to)
           order by p.key, p.version desc) r
    cross join lateral (select case r.value ->> 'counted_from'
      when 'last_money' then (select max(x.occurred_on) from posting x join subaccount s on s.id = x.subaccount_id where s.beneficiary_id = p_beneficiary)
      when 'last_service' then (select max(d.occurred_on) from service_delivered d where d.beneficiary_id = p_beneficiary) end as day) e
   where r.value ->> 'record' = 'identity' and e.day is not null
   order by 2 desc, 1
$$;

-- Of what is technical, those whose days are over; of a person under a legal hold nothing. The newest session of each person
-- stays, since reviews of roles ask when somebody was last here.
create or replace function sec.purge_expired(p_sessions int, p_devices int, p_tries int) returns table (what text, gone int)
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  if not coalesce(sec.has_role('operator'), false) then
    raise exception 'only the operator purges' using errcode = '42501';
  end if;
  what := 'session';
  delete from sec.session s
   where coalesce(s.revoked_at, least(s.expires_at, s.last_seen_at + s.idle_for)) < clock_timestamp() - make_interval(days => p_sessions)
     and exists (select from sec.session n where n.person_id = s.person_id and n.last_seen_at > s.last_seen_at)
     and not sec.record_is_held('person', s.person_id);
  get diagnostics gone = row_count;
  return next;
  what := 'device';
  delete from sec.known_device d
   where d.last_used_at < clock_timestamp() - make_interval(days => p_devices) and not sec.record_is_held('person', d.person_id);
  get diagnostics gone = row_count;
  return next;
  what := 'try';
  with t as (delete from sec.try_count where since < clock_timestamp() - make_interval(days => p_tries) returning 1),
       c as (delete from sec.challenge where expires_at < clock_timestamp() - make_interval(days => p_tries) returning 1),
       o as (delete from sec.code_app_offer where offered_at < clock_timestamp() - make_interval(days => p_tries) returning 1)
    select (select count(*) from t) + (select count(*) from c) + (select count(*) from o) into gone;
  return next;
end $$;
grant execute on function sec.identity_kept_until(bigint) to tutela_owner;
grant execute on function sec.purge_expired(int, int, int) to tutela_app;

set local role tutela_owner;

-- Of the children that the reader sees: which law keeps their identity longest, until when, and what else stands in the way.
create or replace function identities_kept() returns table (code text, rule text, until date, held boolean, obstacle text, erased boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.code, k.key, k.until, sec.record_is_held('beneficiary', b.id), sec.erasure_obstacle(b.id),
         exists (select from erasure_request r join erasure e on e.request_id = r.id where r.beneficiary_id = b.id)
    from beneficiary b left join lateral (select * from sec.identity_kept_until(b.id) limit 1) k on true
   order by b.code
$$;
grant execute on function identities_kept() to tutela_app;
