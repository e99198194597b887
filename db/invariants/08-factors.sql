-- What people show besides a password: passkeys (09-passkeys.sql), a code app (08-code-apps.sql) and recovery codes, which are
-- 80 random bits, so that a plain hash is enough; and the password they change themselves. Codes: SI003 the last second factor
-- of a person who must have one stays; SI004 the cast's password stays.

set local role tutela_sec;

create table if not exists sec.recovery_code (
  person_id bigint not null,
  code_sha256 bytea not null check (octet_length(code_sha256) = 32),
  used_at timestamptz,
  primary key (person_id, code_sha256)
);
create table if not exists sec.passkey (
  id uuid primary key default gen_random_uuid(),
  credential_id text not null unique,
  person_id bigint not null,
  name text not null check (btrim(name) <> '' and length(name) <= 60),
  public_key bytea not null,
  spki bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  removed_at timestamptz
);
create index if not exists passkey_by_person on sec.passkey (person_id);
create or replace function sec.has_passkey(p_person bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select exists (select from sec.passkey where person_id = p_person and removed_at is null)
$$;

create or replace function sec.has_second_factor(p_person bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.has_passkey(p_person) or exists (select from sec.code_app where person_id = p_person)
$$;

-- A person who has enrolled a factor is let in; whoever waited elsewhere under the same password now has a second step to pass.
-- With that this session has begun, which the trail says here, since no other page is passed.
create or replace function sec.let_in_enrolled() returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare s sec.session;
begin
  update sec.session set awaits = null where id = (sec.ctx() ->> 's')::uuid and awaits = 'enrolment' returning * into s;
  update sec.session set awaits = 'second_step' where person_id = sec.person() and awaits = 'enrolment';
  if s.id is not null then
    perform public.record_audit_event('session.began', 'session', s.device, null, null, jsonb_build_object('factor', s.factor));
  end if;
end $$;

-- The person has shown a factor: the session gets a new token, and what it waited for is done. No earlier token opens it again.
create or replace function sec.finish_step(p_token text, p_new_sha256 bytea, p_factor text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_person bigint := (sec.live_session(p_token)).person_id;
begin
  -- Where a second factor is enrolled, the password alone is not one.
  if v_person is null or (p_factor = 'password' and sec.has_second_factor(v_person)) then
    return false;
  end if;
  update sec.session set before_sha256 = token_sha256, token_sha256 = p_new_sha256, factor = p_factor, factor_at = clock_timestamp(), last_seen_at = clock_timestamp(),
         awaits = case when awaits = 'second_step' then null else awaits end
   where token_sha256 = sha256(convert_to(p_token, 'UTF8')) and revoked_at is null;
  return found;
end $$;

-- What the application itself has checked: a password by its hash, a passkey by its key. Codes are checked here alone.
create or replace function sec.pass_step(p_token text, p_new_sha256 bytea, p_factor text) returns boolean
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  select case when p_factor in ('password', 'passkey') then sec.finish_step(p_token, p_new_sha256, p_factor) else false end
$$;

create or replace function sec.pass_step_by_recovery_code(p_token text, p_new_sha256 bytea, p_code_sha256 bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update sec.recovery_code set used_at = clock_timestamp()
   where person_id = (sec.live_session(p_token)).person_id and code_sha256 = p_code_sha256 and used_at is null;
  return found and sec.finish_step(p_token, p_new_sha256, 'recovery_code');
end $$;

-- New ones replace all earlier ones.
create or replace function sec.replace_recovery_codes(p_codes_sha256 bytea[]) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  delete from sec.recovery_code where person_id = sec.person();
  insert into sec.recovery_code (person_id, code_sha256) select sec.person(), unnest(p_codes_sha256);
$$;

create or replace function sec.step_ways(p_token text) returns table (passkey boolean, code_app boolean, recovery_codes int)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.has_passkey(s.person_id), exists (select from sec.code_app a where a.person_id = s.person_id),
         (select count(*)::int from sec.recovery_code r where r.person_id = s.person_id and r.used_at is null)
    from sec.live_session(p_token) s where s.person_id is not null
$$;

create or replace function sec.keep_one_factor() returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if sec.awaits_after(sec.person(), 'password') = 'enrolment' then
    raise exception 'the last second factor stays' using errcode = 'SI003';
  end if;
end $$;

-- One's own password, by who has just shown a factor. The hash before is the one that the application has held the present
-- password to: of two changes at once one counts. This session's token is another from here on; all other sessions end, and
-- all other devices are forgotten. Answers how many sessions ended; null where that hash is not the one.
create or replace function sec.change_my_password(p_old_hash text, p_new_hash text, p_new_sha256 bytea, p_this_device bytea) returns int
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform sec.demand_fresh_factor();
  if exists (select from public.person where id = sec.person() and origin = 'cast') then
    raise exception 'the cast shares its password' using errcode = 'SI004';
  end if;
  update sec.credential set password_hash = p_new_hash, changed_at = clock_timestamp()
   where person_id = sec.person() and password_hash = p_old_hash;
  if not found then
    return null;
  end if;
  update sec.session set before_sha256 = token_sha256, token_sha256 = p_new_sha256 where id = (sec.ctx() ->> 's')::uuid;
  return sec.end_my_other_sessions(p_this_device);
end $$;

create or replace function sec.my_password_changed_at() returns timestamptz
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select changed_at from sec.credential where person_id = sec.person()
$$;

-- For who has lost their device and their recovery codes: whoever keeps the server, having made sure who is asking, lets the
-- person enrol anew. The password stays; every session and every known device of the person ends.
create or replace function sec.forget_factors(p_email text) returns bigint
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_person bigint := (select id from public.person where email = lower(btrim(p_email)));
begin
  if not sec.has_role('operator') then
    raise exception 'only the operator does this' using errcode = 'TU002';
  end if;
  update sec.passkey set removed_at = clock_timestamp() where person_id = v_person and removed_at is null;
  delete from sec.code_app where person_id = v_person;
  delete from sec.code_app_offer where person_id = v_person;
  delete from sec.recovery_code where person_id = v_person;
  delete from sec.known_device where person_id = v_person;
  update sec.session set revoked_at = clock_timestamp() where person_id = v_person and revoked_at is null;
  return v_person;
end $$;

grant execute on function
  sec.change_my_password(text, text, bytea, bytea), sec.my_password_changed_at(), sec.forget_factors(text),
  sec.pass_step(text, bytea, text), sec.pass_step_by_recovery_code(text, bytea, bytea), sec.replace_recovery_codes(bytea[]),
  sec.step_ways(text)
  to tutela_app;
set local role tutela_owner;
