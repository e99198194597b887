-- What people show besides a password. The secret of a code app never leaves this schema once it is enrolled: codes are
-- computed and compared here, and each step of the clock counts once (RFC 6238; ASVS 6.5.1). Recovery codes are 80 random
-- bits, so a plain hash is enough. Code: SI003 the last second factor of a person who must have one stays.

set local role tutela_sec;

create table if not exists sec.code_app (
  person_id bigint primary key,
  secret bytea not null check (octet_length(secret) = 20),
  last_step bigint not null,
  since timestamptz not null default clock_timestamp()
);
create table if not exists sec.code_app_offer (
  person_id bigint primary key,
  secret bytea not null,
  offered_at timestamptz not null default clock_timestamp()
);
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

-- Six digits of a step of 30 seconds (RFC 6238, RFC 4226).
create or replace function sec.code_at(p_secret bytea, p_step bigint) returns text
language sql immutable security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
  select lpad(((((get_byte(h, o) & 127) << 24) | (get_byte(h, o + 1) << 16) | (get_byte(h, o + 2) << 8) | get_byte(h, o + 3)) % 1000000)::text, 6, '0')
    from (select h, get_byte(h, 19) & 15 as o from (select ext.hmac(int8send(p_step), p_secret, 'sha1') as h) x) y
$$;

create or replace function sec.step_now() returns bigint
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select floor(extract(epoch from clock_timestamp()) / 30)::bigint
$$;

-- The key of an app that is being enrolled: the same one while the page is open, a new one after a quarter of an hour.
create or replace function sec.offer_code_app() returns bytea
language sql security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
  insert into sec.code_app_offer as o (person_id, secret) select sec.person(), ext.gen_random_bytes(20)
  on conflict (person_id) do update set
    secret = case when o.offered_at > clock_timestamp() - interval '15 minutes' then o.secret else excluded.secret end,
    offered_at = case when o.offered_at > clock_timestamp() - interval '15 minutes' then o.offered_at else clock_timestamp() end
  returning secret
$$;

-- A person who has enrolled a factor is let in; whoever waited elsewhere under the same password now has a second step to pass.
create or replace function sec.let_in_enrolled() returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set awaits = case when id = (sec.ctx() ->> 's')::uuid then null else 'second_step' end
   where person_id = sec.person() and awaits = 'enrolment'
$$;

create or replace function sec.enrol_code_app(p_code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_step bigint;
  v_secret bytea;
begin
  select o.secret, g.step into v_secret, v_step
    from sec.code_app_offer o, generate_series(sec.step_now() - 1, sec.step_now() + 1) as g(step)
   where o.person_id = sec.person() and sec.code_at(o.secret, g.step) = p_code
   limit 1;
  if v_secret is null then
    return false;
  end if;
  insert into sec.code_app (person_id, secret, last_step) values (sec.person(), v_secret, v_step)
    on conflict (person_id) do update set secret = excluded.secret, last_step = excluded.last_step, since = clock_timestamp();
  delete from sec.code_app_offer where person_id = sec.person();
  perform sec.let_in_enrolled();
  return true;
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
  update sec.session set token_sha256 = p_new_sha256, factor = p_factor, factor_at = clock_timestamp(), last_seen_at = clock_timestamp(),
         awaits = case when awaits = 'second_step' then null else awaits end
   where token_sha256 = sha256(convert_to(p_token, 'UTF8')) and revoked_at is null;
  return found;
end $$;

-- What the application itself has checked: a password by its hash, a passkey by its key. Codes are checked here alone.
create or replace function sec.pass_step(p_token text, p_new_sha256 bytea, p_factor text) returns boolean
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  select case when p_factor in ('password', 'passkey') then sec.finish_step(p_token, p_new_sha256, p_factor) else false end
$$;

-- The step is compared and taken in one statement: of a hundred tries with one code, those after the first find it taken.
create or replace function sec.pass_step_by_code(p_token text, p_new_sha256 bytea, p_code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update sec.code_app a set last_step = g.step
    from generate_series(sec.step_now() - 1, sec.step_now() + 1) as g(step)
   where a.person_id = (sec.live_session(p_token)).person_id and g.step > a.last_step and sec.code_at(a.secret, g.step) = p_code;
  return found and sec.finish_step(p_token, p_new_sha256, 'code');
end $$;

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

create or replace function sec.remove_code_app() returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_removed boolean;
begin
  delete from sec.code_app where person_id = sec.person();
  v_removed := found;
  perform sec.keep_one_factor();
  return v_removed;
end $$;

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
  delete from sec.recovery_code where person_id = v_person;
  delete from sec.known_device where person_id = v_person;
  update sec.session set revoked_at = clock_timestamp() where person_id = v_person and revoked_at is null;
  return v_person;
end $$;

grant execute on function
  sec.forget_factors(text), sec.offer_code_app(), sec.enrol_code_app(text), sec.pass_step(text, bytea, text),
  sec.pass_step_by_code(text, bytea, text), sec.pass_step_by_recovery_code(text, bytea, bytea),
  sec.replace_recovery_codes(bytea[]), sec.step_ways(text), sec.remove_code_app()
  to tutela_app;
set local role tutela_owner;
