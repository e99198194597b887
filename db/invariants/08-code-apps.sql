-- Code apps. The secret of one stands here sealed, under a key that is in no database (app/http/sign-in/code-app-keys.server.ts),
-- so that a stolen copy makes no code. The application opens it and hands it back with the code: that it is the enrolled one is
-- known by its hash (it is 160 random bits), codes are computed and compared here, and each step of the clock counts once
-- (RFC 6238; ASVS 6.5.1). Code: 40001 the key was changed in this moment, try again.

set local role tutela_sec;

create sequence if not exists sec.code_app_version;
-- Under which key secrets are sealed, by its version and a mark that only the right key makes; never the key itself.
create table if not exists sec.code_app_key (
  one boolean primary key default true check (one),
  version int not null,
  mark bytea not null check (octet_length(mark) = 32)
);
create table if not exists sec.code_app (
  person_id bigint primary key,
  version bigint not null unique,
  sealed bytea not null,
  key_version int not null,
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  last_step bigint not null,
  since timestamptz not null default clock_timestamp()
);
create table if not exists sec.code_app_offer (
  person_id bigint primary key,
  version bigint not null unique,
  sealed bytea not null,
  key_version int not null,
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  offered_at timestamptz not null default clock_timestamp()
);
comment on column sec.code_app.version is 'Another for each secret: the seal is bound to it, to the person and to the key''s version, so that it opens in its own row alone.';

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

-- The first key that comes is the one; afterwards, whether this is it.
create or replace function sec.is_code_app_key(p_version int, p_mark bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into sec.code_app_key (version, mark) values (p_version, p_mark) on conflict do nothing;
  return (select k.version = p_version and k.mark = p_mark from sec.code_app_key k);
end $$;

-- Null before the first one.
create or replace function sec.code_app_key_version() returns int
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select version from sec.code_app_key
$$;

-- Where the next secret will stand, so that it can be sealed for its place.
create or replace function sec.next_code_app(out version bigint, out key_version int)
language sql volatile security definer set search_path = pg_catalog, sec, pg_temp as $$
  select nextval('sec.code_app_version'), k.version from sec.code_app_key k
$$;

-- The app that this person is enrolling. It stays the same one while the page is open, for a quarter of an hour.
create or replace function sec.my_code_app_offer() returns table (version bigint, sealed bytea, key_version int, fresh boolean)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select o.version, o.sealed, o.key_version, o.offered_at > clock_timestamp() - interval '15 minutes'
    from sec.code_app_offer o where o.person_id = sec.person()
$$;

-- Keeps an offer where none stands that is fresh. The share of the key waits out whoever changes it.
create or replace function sec.offer_code_app(p_version bigint, p_sealed bytea, p_key_version int, p_secret_sha256 bytea) returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  perform from sec.code_app_key k where k.version = p_key_version for share;
  if not found then
    raise exception 'the key of code apps was changed' using errcode = '40001';
  end if;
  insert into sec.code_app_offer as o (person_id, version, sealed, key_version, secret_sha256)
    values (sec.person(), p_version, p_sealed, p_key_version, p_secret_sha256)
  on conflict (person_id) do update set version = excluded.version, sealed = excluded.sealed, key_version = excluded.key_version,
      secret_sha256 = excluded.secret_sha256, offered_at = clock_timestamp()
    where o.offered_at <= clock_timestamp() - interval '15 minutes';
end $$;

-- Of an offer that is over nothing is enrolled: who saw its page long ago may not be who is here now.
create or replace function sec.enrol_code_app(p_secret bytea, p_code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_step bigint;
  o sec.code_app_offer;
begin
  select x.* into o from sec.code_app_offer x where x.person_id = sec.person() and x.secret_sha256 = sha256(p_secret)
     and x.offered_at > clock_timestamp() - interval '15 minutes' for update;
  select max(g.step) into v_step from generate_series(sec.step_now() - 1, sec.step_now() + 1) as g(step)
   where sec.code_at(p_secret, g.step) = p_code;
  if o.person_id is null or v_step is null then
    return false;
  end if;
  delete from sec.code_app_offer where person_id = o.person_id;
  insert into sec.code_app (person_id, version, sealed, key_version, secret_sha256, last_step)
    values (o.person_id, o.version, o.sealed, o.key_version, o.secret_sha256, v_step)
    on conflict (person_id) do update set version = excluded.version, sealed = excluded.sealed, key_version = excluded.key_version,
      secret_sha256 = excluded.secret_sha256, last_step = excluded.last_step, since = clock_timestamp();
  perform sec.let_in_enrolled();
  return true;
end $$;

-- The sealed secret of a session's person, for the one process that can open it.
create or replace function sec.step_code_app(p_token text) returns table (person_id bigint, version bigint, sealed bytea, key_version int)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select a.person_id, a.version, a.sealed, a.key_version from sec.code_app a where a.person_id = (sec.live_session(p_token)).person_id
$$;

-- The step is compared and taken in one statement: of a hundred tries with one code, those after the first find it taken.
create or replace function sec.pass_step_by_code(p_token text, p_new_sha256 bytea, p_secret bytea, p_code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update sec.code_app a set last_step = g.step
    from generate_series(sec.step_now() - 1, sec.step_now() + 1) as g(step)
   where a.person_id = (sec.live_session(p_token)).person_id and a.secret_sha256 = sha256(p_secret)
     and g.step > a.last_step and sec.code_at(p_secret, g.step) = p_code;
  return found and sec.finish_step(p_token, p_new_sha256, 'code');
end $$;

-- A new key, by the operator's command: from here on nothing is sealed under the one before. Whoever is enrolling begins anew.
create or replace function sec.begin_code_app_key(p_version int, p_mark bytea) returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if not sec.has_role('operator') then
    raise exception 'only the operator does this' using errcode = 'TU002';
  end if;
  update sec.code_app_key set version = p_version, mark = p_mark where version < p_version;
  delete from sec.code_app_offer where key_version < p_version;
end $$;

-- Secrets that are still sealed under an earlier key.
create or replace function sec.code_apps_of_earlier_keys() returns table (person_id bigint, version bigint, sealed bytea, key_version int)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select a.person_id, a.version, a.sealed, a.key_version
    from sec.code_app a, sec.code_app_key k where a.key_version < k.version and sec.has_role('operator')
$$;

-- The same secret under the newer key; false where the person has enrolled another meanwhile.
create or replace function sec.reseal_code_app(p_person bigint, p_version bigint, p_sealed bytea, p_key_version int) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update sec.code_app set sealed = p_sealed, key_version = p_key_version
   where person_id = p_person and version = p_version and key_version < p_key_version and sec.has_role('operator');
  return found;
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

grant execute on function
  sec.is_code_app_key(int, bytea), sec.code_app_key_version(), sec.next_code_app(), sec.my_code_app_offer(),
  sec.offer_code_app(bigint, bytea, int, bytea), sec.enrol_code_app(bytea, text), sec.step_code_app(text),
  sec.pass_step_by_code(text, bytea, bytea, text), sec.remove_code_app(),
  sec.begin_code_app_key(int, bytea), sec.code_apps_of_earlier_keys(), sec.reseal_code_app(bigint, bigint, bytea, int)
  to tutela_app;
set local role tutela_owner;
