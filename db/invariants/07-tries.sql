-- Guessing is slow, and nobody is locked out by another's guessing. A device that an account knows (a cookie it got when
-- its person was last let in) has a count of its own; all others share a count for the account and one for the network.
-- A try is counted before it is judged, so that a hundred at once are a hundred, and given back where it was right. An
-- email nobody has is counted like one that somebody has. Limits: policy SE-4. Passkeys are not guessed and not counted.

set local role tutela_sec;

create table if not exists sec.known_device (
  person_id bigint not null,
  token_sha256 bytea not null check (octet_length(token_sha256) = 32),
  since timestamptz not null default clock_timestamp(),
  last_used_at timestamptz not null default clock_timestamp(),
  primary key (person_id, token_sha256)
);

create table if not exists sec.try_count (
  bucket text primary key,
  tries int not null,
  since timestamptz not null
);

-- What a count has reached is no record: what is old is swept as new tries come.
create or replace function sec.count_try(p_bucket text, p_limit int) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_window interval := make_interval(mins => sec.policy_text('SE-4', 'minutes')::int);
  c sec.try_count;
begin
  select * into c from sec.try_count where bucket = p_bucket;
  if c.tries >= p_limit and c.since + v_window > clock_timestamp() then
    return c.since + v_window;
  end if;
  insert into sec.try_count as t (bucket, tries, since) values (p_bucket, 1, clock_timestamp())
  on conflict (bucket) do update set
    tries = case when t.since + v_window > clock_timestamp() then t.tries + 1 else 1 end,
    since = case when t.since + v_window > clock_timestamp() then t.since else clock_timestamp() end
  returning * into c;
  if c.tries = 1 then
    delete from sec.try_count where bucket in (
      select bucket from sec.try_count where since < clock_timestamp() - v_window limit 20 for update skip locked);
  end if;
  return case when c.tries > p_limit then c.since + v_window end;
end $$;

-- The counts that a try falls under: a known device's own, else the network's and the account's.
create or replace function sec.try_buckets(p_account text, p_network text, p_known bytea) returns text[]
language sql immutable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select case when p_known is not null then array['device ' || encode(p_known, 'hex') || ' ' || p_account]
              else array['network ' || p_network, 'account ' || p_account] end
$$;

create or replace function sec.account_of(p_email text) returns text
language sql immutable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select encode(sha256(convert_to(lower(btrim(p_email)), 'UTF8')), 'hex')
$$;

create or replace function sec.known_to(p_person bigint, p_device bytea) returns bytea
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select token_sha256 from sec.known_device where person_id = p_person and token_sha256 = p_device
$$;

create or replace function sec.count_tries(p_buckets text[]) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_bucket text;
  v_until timestamptz;
begin
  foreach v_bucket in array p_buckets loop
    v_until := sec.count_try(v_bucket, sec.policy_text('SE-4', split_part(v_bucket, ' ', 1))::int);
    exit when v_until is not null;
  end loop;
  return v_until;
end $$;

create or replace function sec.password_buckets(p_email text, p_network text, p_device bytea) returns text[]
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.try_buckets(sec.account_of(p_email), p_network,
    sec.known_to((select p.id from public.person p where p.email = lower(btrim(p_email))), p_device))
$$;

-- The codes of a second step, and the passwords of a session that is open or locked, are counted by their person.
create or replace function sec.step_buckets(p_token text, p_network text, p_device bytea) returns text[]
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.try_buckets('step ' || s.person_id, p_network, sec.known_to(s.person_id, p_device)) from sec.live_session(p_token) s
$$;

-- Until when no try is judged, null to go on; and the counts under which this one fell. They are given back as they were: when
-- a try was right its session has another token, and its device may be known by then, so that asking again would name others.
drop function if exists sec.begin_password_try(text, text, bytea), sec.begin_step_try(text, text, bytea),
  sec.forgive_password_try(text, text, bytea), sec.forgive_step_try(text, text, bytea);
create or replace function sec.begin_password_try(p_email text, p_network text, p_device bytea, out until timestamptz, out buckets text[])
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  buckets := sec.password_buckets(p_email, p_network, p_device);
  until := sec.count_tries(buckets);
end $$;

create or replace function sec.begin_step_try(p_token text, p_network text, p_device bytea, out until timestamptz, out buckets text[])
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  buckets := sec.step_buckets(p_token, p_network, p_device);
  until := sec.count_tries(coalesce(buckets, '{}'));
end $$;

-- A try that was right is not one. One is given back, not all: being right once says nothing of the others.
create or replace function sec.forgive_try(p_buckets text[]) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.try_count set tries = tries - 1 where bucket = any (p_buckets) and tries > 0
$$;

-- A device is known once its person is wholly let in.
create or replace function sec.remember_device(p_token text, p_device bytea) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  insert into sec.known_device (person_id, token_sha256)
    select s.person_id, p_device from sec.live_session(p_token) s where s.person_id is not null and s.awaits is null
  on conflict (person_id, token_sha256) do update set last_used_at = clock_timestamp()
$$;

grant execute on function
  sec.begin_password_try(text, text, bytea), sec.begin_step_try(text, text, bytea), sec.forgive_try(text[]),
  sec.remember_device(text, bytea)
  to tutela_app;
set local role tutela_owner;
