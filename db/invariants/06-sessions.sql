-- A session from the password to its end. What is asked before anybody is known takes an email or a token; what a
-- signed-in person asks about themselves takes none: it is answered for the signed context's own person and session.
-- Limits are dated policy records, read when a session begins and again as it is used: SE-1 and SE-2 how long it lasts,
-- SE-3 how long a shown factor counts. Codes: SI002 the last factor is too long ago.

set local role tutela_sec;

create or replace function sec.policy_text(p_key text, p_name text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return public.policy_value(p_key, p_name, public.legal_today());
end $$;

-- How long a person's session may lie unused, and last at most, by the strictest of their roles.
create or replace function sec.session_limits(p_person bigint, out idle_for interval, out longest interval)
language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_key text := case when sec.acting_roles(p_person) && string_to_array(sec.policy_text('SE-1', 'roles'), ' ') then 'SE-1' else 'SE-2' end;
begin
  idle_for := make_interval(mins => sec.policy_text(v_key, 'idle_minutes')::int);
  longest := make_interval(hours => sec.policy_text(v_key, 'longest_hours')::int);
end $$;

create or replace function sec.sign_in_candidate(p_email text) returns table (person_id bigint, password_hash text)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select c.person_id, c.password_hash
  from public.person p join sec.credential c on c.person_id = p.id
  where p.email = lower(btrim(p_email))
$$;

create or replace function sec.demo_cast() returns table (person_id bigint, name text, email text, roles text[])
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.id, p.name, p.email, sec.roles_of(p.id)
  from public.person p
  where p.origin = 'cast' and exists (select from public.installation i where i.mode = 'demo')
  order by p.id
$$;

-- What a session that begins with this factor still waits for. A passkey that has checked its person is two factors at once.
create or replace function sec.awaits_after(p_person bigint, p_factor text) returns text
language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  return case
    when p_factor = 'passkey' then null
    when sec.has_second_factor(p_person) then 'second_step'
    when exists (select from public.installation where mode = 'live') or sec.policy_text('SE-5', 'demo_world') = 'always' then 'enrolment'
  end;
end $$;

create or replace function sec.open_session(
  p_person bigint, p_token_sha256 bytea, p_expires_at timestamptz, p_device text default '', p_factor text default 'password'
) returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_limits record := sec.session_limits(p_person);
begin
  insert into sec.session (token_sha256, person_id, expires_at, idle_for, factor, awaits, device)
  values (p_token_sha256, p_person, least(p_expires_at, clock_timestamp() + v_limits.longest), v_limits.idle_for,
          p_factor, sec.awaits_after(p_person, p_factor), left(p_device, 80));
end $$;

-- Asked once for each request, outside any transaction: a touch inside one would make a person's requests wait for each other.
create or replace function sec.session_actor(p_token text)
returns table (person_id bigint, name text, roles text[], locked boolean, awaits text, factor text, fresh boolean)
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  s sec.session := sec.live_session(p_token);
  v_limits record;
begin
  if s.person_id is null then
    return;
  end if;
  if s.last_seen_at < clock_timestamp() - interval '1 minute' and s.locked_at is null then
    v_limits := sec.session_limits(s.person_id);
    update sec.session t
       set last_seen_at = clock_timestamp(), idle_for = v_limits.idle_for, expires_at = least(t.expires_at, t.created_at + v_limits.longest)
    where t.token_sha256 in (
      select u.token_sha256 from sec.session u where u.token_sha256 = s.token_sha256 for update skip locked);
  end if;
  return query
    select p.id, p.name, sec.acting_roles(p.id), s.locked_at is not null, s.awaits, s.factor, sec.is_fresh(s.factor_at)
      from public.person p where p.id = s.person_id;
end
$$;

-- A shown factor counts for five minutes at most, whatever a policy says.
create or replace function sec.is_fresh(p_factor_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  return p_factor_at > clock_timestamp() - make_interval(mins => least(5, sec.policy_text('SE-3', 'minutes')::int));
end $$;

-- Asked by the functions that decide, pay and file: the page's own check is the same, but is not the last word.
create or replace function sec.demand_fresh_factor() returns void
language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not coalesce(sec.is_fresh(to_timestamp((sec.ctx() ->> 'f')::double precision)), false) then
    raise exception 'the last factor is too long ago' using errcode = 'SI002';
  end if;
end $$;

-- The hash of the person whose session this is, so that a locked session is opened by its own password only.
create or replace function sec.unlock_candidate(p_token text) returns text
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select c.password_hash from sec.credential c where c.person_id = (sec.live_session(p_token)).person_id
$$;

-- Why a token opens no session, and whose it was, for the log alone: no row where the token never was one of ours.
create or replace function sec.why_no_session(p_token text) returns table (reason text, person_id bigint)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select case when s.token_sha256 <> h then 'replaced' when s.revoked_at is not null then 'ended'
              when s.expires_at <= clock_timestamp() then 'expired' else 'idle' end, s.person_id
    from sha256(convert_to(p_token, 'UTF8')) h, sec.session s where h in (s.token_sha256, s.before_sha256) limit 1
$$;

create or replace function sec.lock_session(p_token text) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set locked_at = coalesce(locked_at, clock_timestamp()), last_seen_at = clock_timestamp()
  where token_sha256 = (sec.live_session(p_token)).token_sha256
$$;

create or replace function sec.unlock_session(p_token text) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set locked_at = null, last_seen_at = clock_timestamp()
  where token_sha256 = (sec.live_session(p_token)).token_sha256
$$;

create or replace function sec.end_session(p_token text) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set revoked_at = coalesce(revoked_at, clock_timestamp())
  where token_sha256 = sha256(convert_to(p_token, 'UTF8'))
$$;

create or replace function sec.my_sessions()
returns table (id uuid, device text, factor text, created_at timestamptz, last_seen_at timestamptz, is_this boolean)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s.id, s.device, s.factor, s.created_at, s.last_seen_at, s.id = (sec.ctx() ->> 's')::uuid
    from sec.session s
   where s.person_id = sec.person() and s.revoked_at is null and s.expires_at > clock_timestamp()
     and s.last_seen_at > clock_timestamp() - s.idle_for
   order by s.id = (sec.ctx() ->> 's')::uuid desc, s.last_seen_at desc
$$;

-- Ends one of one's own sessions, and answers the words of its device; null where there is no such session of this person.
create or replace function sec.end_my_session(p_id uuid) returns text
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set revoked_at = clock_timestamp()
   where id = p_id and person_id = sec.person() and revoked_at is null
  returning device
$$;

-- Ends every session of this person but this one, and forgets every device but this session's.
create or replace function sec.end_my_other_sessions(p_this_device bytea) returns int
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_ended int;
begin
  update sec.session set revoked_at = clock_timestamp()
   where person_id = sec.person() and revoked_at is null and id <> (sec.ctx() ->> 's')::uuid;
  get diagnostics v_ended = row_count;
  delete from sec.known_device where person_id = sec.person() and token_sha256 is distinct from p_this_device;
  return v_ended;
end $$;

grant execute on function
  sec.sign_in_candidate(text), sec.demo_cast(), sec.open_session(bigint, bytea, timestamptz, text, text),
  sec.session_actor(text), sec.why_no_session(text), sec.unlock_candidate(text), sec.lock_session(text), sec.unlock_session(text), sec.end_session(text),
  sec.my_sessions(), sec.end_my_session(uuid), sec.end_my_other_sessions(bytea)
  to tutela_app;
grant execute on function sec.demand_fresh_factor() to tutela_app, tutela_owner, tutela_ledger;

set local role tutela_owner;
grant select on policy to tutela_sec;
drop policy if exists sec_reads_limits on policy;
create policy sec_reads_limits on policy for select to tutela_sec using (true);
