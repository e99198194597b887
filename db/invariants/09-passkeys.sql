-- Passkeys: the public key alone is kept, and the application checks what it signs. What must happen once happens here: a
-- challenge is answered once, and a counter only goes up.

set local role tutela_sec;

create table if not exists sec.challenge (
  nonce text primary key,
  purpose text not null check (purpose in ('sign_in', 'enrol', 'step', 'approve', 'sign_on')),
  person_id bigint,
  expires_at timestamptz not null
);

-- A challenge is answered once, within its minutes, by the person it was made for. What nobody answered is swept.
create or replace function sec.new_challenge(p_purpose text, p_person bigint, p_minutes int) returns text
language plpgsql security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
declare
  v_nonce text := translate(encode(ext.gen_random_bytes(32), 'base64'), '+/=', '-_');
begin
  delete from sec.challenge where nonce in (
    select nonce from sec.challenge where expires_at < clock_timestamp() limit 20 for update skip locked);
  insert into sec.challenge (nonce, purpose, person_id, expires_at)
    values (v_nonce, p_purpose, p_person, clock_timestamp() + make_interval(mins => p_minutes));
  return v_nonce;
end $$;

create or replace function sec.begin_challenge(p_purpose text, p_token text) returns text
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  -- Another organisation's own second step may take a while.
  select sec.new_challenge(p_purpose, (sec.live_session(p_token)).person_id, case p_purpose when 'sign_on' then 10 else 5 end)
$$;

create or replace function sec.take_challenge(p_nonce text, p_purpose text, p_token text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  delete from sec.challenge
   where nonce = p_nonce and purpose = p_purpose and expires_at > clock_timestamp()
     and person_id is not distinct from (sec.live_session(p_token)).person_id;
  return found;
end $$;

create or replace function sec.add_passkey(
  p_credential text, p_name text, p_public_key bytea, p_spki bytea, p_counter bigint, p_transports text[]
) returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into sec.passkey (credential_id, person_id, name, public_key, spki, counter, transports)
    values (p_credential, sec.person(), btrim(p_name), p_public_key, p_spki, p_counter, p_transports);
  perform sec.let_in_enrolled();
end $$;

create or replace function sec.my_passkeys()
returns table (id uuid, credential_id text, name text, transports text[], added_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.id, p.credential_id, p.name, p.transports, p.added_at, p.last_used_at
    from sec.passkey p where p.person_id = sec.person() and p.removed_at is null order by p.added_at
$$;

-- The passkeys a session's person may answer with; their ids are told to who has shown the password.
create or replace function sec.step_passkeys(p_token text) returns table (credential_id text, transports text[])
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.credential_id, p.transports from sec.passkey p
   where p.person_id = (sec.live_session(p_token)).person_id and p.removed_at is null
$$;

create or replace function sec.passkey_by_id(p_credential text) returns table (person_id bigint, public_key bytea, counter bigint)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.person_id, p.public_key, p.counter from sec.passkey p where p.credential_id = p_credential and p.removed_at is null
$$;

-- A counter that does not go up belongs to a copied key; a passkey that keeps none says 0 each time.
create or replace function sec.use_passkey(p_credential text, p_counter bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  update sec.passkey set counter = p_counter, last_used_at = clock_timestamp()
   where credential_id = p_credential and removed_at is null and (p_counter > counter or (p_counter = 0 and counter = 0));
  return found;
end $$;

-- The signed-in person's own: what signing an approval asks.
create or replace function sec.own_passkeys() returns table (credential_id text, spki bytea)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select p.credential_id, p.spki from sec.passkey p where p.person_id = sec.person() and p.removed_at is null
$$;

create or replace function sec.begin_own_challenge(p_minutes int) returns text
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.new_challenge('approve', sec.person(), p_minutes)
$$;

create or replace function sec.take_own_challenge(p_nonce text) returns boolean
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  delete from sec.challenge
   where nonce = p_nonce and purpose = 'approve' and person_id = sec.person() and expires_at > clock_timestamp();
  return found;
end $$;

create or replace function sec.remove_passkey(p_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_name text;
begin
  update sec.passkey set removed_at = clock_timestamp() where id = p_id and person_id = sec.person() and removed_at is null returning name into v_name;
  perform sec.keep_one_factor();
  return v_name;
end $$;

grant execute on function
  sec.begin_challenge(text, text), sec.take_challenge(text, text, text), sec.begin_own_challenge(int), sec.own_passkeys(),
  sec.take_own_challenge(text), sec.add_passkey(text, text, bytea, bytea, bigint, text[]), sec.my_passkeys(),
  sec.step_passkeys(text), sec.passkey_by_id(text), sec.use_passkey(text, bigint), sec.remove_passkey(uuid)
  to tutela_app;
grant execute on function sec.own_passkeys(), sec.take_own_challenge(text) to tutela_owner;
set local role tutela_owner;
