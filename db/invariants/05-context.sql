-- Who acts in this transaction, so that nobody can pretend: sec.enter() checks the session and writes a signed context
-- into the transaction; every row policy asks sec.person() and sec.has_role(), which check the signature, the backend
-- and the transaction again. A context copied into another transaction, or written by hand, is refused with 28000.
-- Codes: 28000 no session or a false context; TU001 the session is locked; TU002 not an administrator or operator;
-- TU003 the cast exists only in the demo world; TU004 the installation already has its mode. SI001 a session waits for its second step.

set local role tutela_sec;

create table if not exists sec.key (k bytea not null);
insert into sec.key select ext.gen_random_bytes(32) where not exists (select from sec.key);
create unique index if not exists key_is_one on sec.key ((true));

create table if not exists sec.credential (
  person_id bigint primary key,
  password_hash text not null,
  changed_at timestamptz
);

create table if not exists sec.session (
  id uuid primary key default gen_random_uuid(),
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  person_id bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  idle_for interval not null,
  factor text not null check (factor in ('password', 'passkey', 'code', 'recovery_code', 'sign_on', 'command')),
  factor_at timestamptz not null default clock_timestamp(),
  awaits text check (awaits in ('second_step', 'enrolment')),
  locked_at timestamptz,
  revoked_at timestamptz,
  device text not null default '',
  before_sha256 bytea check (octet_length(before_sha256) = 32)
);
create index if not exists session_by_person on sec.session (person_id);
comment on table sec.session is 'The token itself is only in the person''s cookie. Of the device its words are kept, never what a browser says of itself, nor an address.';
comment on column sec.session.device is '"Firefox on Linux": enough for a person to know their own.';
comment on column sec.session.factor_at is 'When the person last showed that it is them, and by what (factor).';
comment on column sec.session.before_sha256 is 'The token before this one. Whoever shows it is not who went on under the new one.';
comment on column sec.session.awaits is 'second_step: the password was right, and nothing opens yet. enrolment: opens only what enrols a second factor.';

create or replace function sec.live_session(p_token text) returns sec.session
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select s from sec.session s
  where s.token_sha256 = sha256(convert_to(p_token, 'UTF8'))
    and s.revoked_at is null
    and s.expires_at > clock_timestamp()
    and s.last_seen_at > clock_timestamp() - s.idle_for
$$;

create or replace function sec.roles_of(p_person bigint) returns text[]
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(array_agg(g.role order by g.role), '{}')
  from public.role_grant g where g.person_id = p_person and g.ended_at is null
$$;

-- What makes a context this transaction's own: no other backend, no other moment has the same signature.
create or replace function sec.signature(p_context text, p_key bytea) returns text
language sql stable as $$
  select encode(ext.hmac(convert_to(concat(p_context, pg_backend_pid(), ' ', extract(epoch from transaction_timestamp())), 'UTF8'), p_key, 'sha256'), 'hex')
$$;

-- The address is what the gates hold the client's to be; it is signed with the rest, so that the trail has it from no other hand.
drop function if exists sec.enter(text, text);
create or replace function sec.enter(p_token text, p_request_id text, p_address text default null) returns void
language plpgsql security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
declare s record;
begin
  select c.locked_at, c.awaits, set_config('app.ctx', c.context, true) as context,
         set_config('app.sig', sec.signature(c.context, c.k), true) as signature
    into s
    from (select x.locked_at, x.awaits, k.k, concat(
                   '{"p":', x.person_id, ',"r":', to_jsonb(array(
                     select g.role from public.role_grant g where g.person_id = x.person_id and g.ended_at is null and x.awaits is null
                     union select d.role from public.delegation d where d.delegate_id = x.person_id and x.awaits is null and sec.delegation_stands(d.id))),
                   ',"x":', to_jsonb(p_request_id), ',"a":', coalesce(to_jsonb(nullif(p_address, '')), 'null'), ',"s":"', x.id, '","f":', extract(epoch from x.factor_at), '}') as context
            from sec.key k, sec.session x
           where x.token_sha256 = sha256(convert_to(p_token, 'UTF8')) and x.revoked_at is null
             and x.expires_at > clock_timestamp() and x.last_seen_at > clock_timestamp() - x.idle_for
          offset 0) c;
  if s.context is null then
    raise exception 'no session' using errcode = '28000';
  end if;
  if s.locked_at is not null then
    raise exception 'the session is locked' using errcode = 'TU001';
  end if;
  if s.awaits = 'second_step' then
    raise exception 'the second step is not done' using errcode = 'SI001';
  end if;
end
$$;

create or replace function sec.ctx() returns jsonb
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
declare
  c text := nullif(current_setting('app.ctx', true), '');
  k bytea;
begin
  if c is null then
    return null;
  end if;
  select x.k into k from sec.key x;
  if sec.signature(c, k) = current_setting('app.sig', true) then
    return c::jsonb;
  end if;
  raise exception 'false context' using errcode = '28000';
end
$$;

create or replace function sec.person() returns bigint
language sql stable parallel restricted security definer set search_path = pg_catalog, sec, pg_temp as $$
  select (sec.ctx() ->> 'p')::bigint
$$;

create or replace function sec.has_role(p_role text) returns boolean
language sql stable parallel restricted security definer set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(sec.ctx() -> 'r' ? p_role, false)
$$;

create or replace function sec.request_id() returns text
language sql stable parallel restricted security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.ctx() ->> 'x'
$$;

-- Enrolls a person with a password and roles. Only an administrator, or the operator's command.
create or replace function sec.enroll_person(
  p_name text, p_email text, p_password_hash text, p_roles text[], p_origin text default 'enrolled'
) returns bigint
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_id bigint;
begin
  if not (sec.has_role('administrator') or sec.has_role('operator')) then
    raise exception 'only an administrator enrolls people' using errcode = 'TU002';
  end if;
  if p_origin not in ('enrolled', 'cast') or 'operator' = any (p_roles) then
    raise exception 'the operator is no person to enroll' using errcode = 'TU002';
  end if;
  insert into public.person (name, email, origin) values (btrim(p_name), lower(btrim(p_email)), p_origin)
    returning id into v_id;
  insert into sec.credential (person_id, password_hash) values (v_id, p_password_hash);
  insert into public.role_grant (person_id, role, granted_by)
    select v_id, r, sec.person() from unnest(p_roles) r;
  return v_id;
end
$$;

-- The operator's commands act as a person of their own, so that every audit event names who; beside it, the account of the
-- machine that ran the command.
drop function if exists sec.open_operator_session();
create or replace function sec.open_operator_session(p_account text default '') returns text
language plpgsql security definer set search_path = pg_catalog, sec, ext, pg_temp as $$
declare
  v_token text := encode(ext.gen_random_bytes(32), 'hex');
  v_id bigint;
begin
  perform pg_advisory_xact_lock(hashtext('sec.open_operator_session'));
  select id into v_id from public.person where origin = 'system' order by id limit 1;
  if v_id is null then
    insert into public.person (name, email, origin) values ('Operator', null, 'system') returning id into v_id;
    insert into public.role_grant (person_id, role) values (v_id, 'operator');
  end if;
  insert into sec.session (token_sha256, person_id, expires_at, idle_for, factor, device)
    values (sha256(convert_to(v_token, 'UTF8')), v_id, clock_timestamp() + interval '12 hours', interval '30 minutes', 'command',
            'command line' || coalesce(', ' || nullif(left(regexp_replace(p_account, '[^A-Za-z0-9._-]', '', 'g'), 40), ''), ''));
  return v_token;
end
$$;

-- Demo or live is decided once, before anything else is recorded.
create or replace function sec.begin_installation(p_mode text) returns void
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  insert into public.installation (mode) values (p_mode);
exception when unique_violation then
  raise exception 'the installation already has its mode' using errcode = 'TU004';
end
$$;

create or replace function sec.set_demo_clock(p_days integer) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update public.installation set clock_offset_days = p_days where mode = 'demo'
$$;

grant usage on schema sec to tutela_app, tutela_owner, tutela_ledger, tutela_operator;
grant execute on function sec.ctx(), sec.person(), sec.has_role(text), sec.request_id()
  to tutela_app, tutela_owner, tutela_ledger, tutela_operator;
grant execute on function
  sec.enter(text, text, text), sec.enroll_person(text, text, text, text[], text)
  to tutela_app;
grant execute on function sec.open_operator_session(text), sec.begin_installation(text), sec.set_demo_clock(integer)
  to tutela_operator;

set local role tutela_owner;

-- The cast is invented: it must never sign in to books that are real.
create or replace function cast_only_in_demo() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.origin = 'cast' and not exists (select from public.installation i where i.mode = 'demo') then
    raise exception 'the cast exists only in the demo world' using errcode = 'TU003';
  end if;
  return new;
end
$$;
grant execute on function cast_only_in_demo() to tutela_sec;
create or replace trigger cast_only_in_demo before insert or update on person
  for each row execute function cast_only_in_demo();
alter table person enable always trigger cast_only_in_demo;

alter table installation enable row level security;
alter table person enable row level security;
alter table role_grant enable row level security;

-- Anyone may know whether this is the demo world, and what day it is there.
grant select on installation to tutela_app, tutela_owner, tutela_ledger, tutela_sec;
grant insert on installation to tutela_sec;
grant update (clock_offset_days) on installation to tutela_sec;
drop policy if exists installation_is_known on installation;
create policy installation_is_known on installation for select to tutela_app, tutela_owner, tutela_ledger, tutela_sec using (true);
drop policy if exists sec_begins on installation;
create policy sec_begins on installation for insert to tutela_sec with check (true);
drop policy if exists sec_sets_clock on installation;
create policy sec_sets_clock on installation for update to tutela_sec using (mode = 'demo') with check (mode = 'demo');

-- Nobody reads an email here; which names and roles is said in 98-staff-names.sql.
grant select (id, name, origin, recorded_at) on person to tutela_app;
-- Why somebody was given a role, or lost it, is not for every colleague: sec.role_reasons() says it to whose business it is.
revoke select on role_grant from tutela_app;
grant select (id, person_id, role, granted_at, granted_by, ended_at, ended_by) on role_grant to tutela_app;

-- Only the functions above write people and roles.
grant select, insert on person, role_grant to tutela_sec;
drop policy if exists sec_keeps_people on person;
create policy sec_keeps_people on person to tutela_sec using (true) with check (true);
drop policy if exists sec_keeps_roles on role_grant;
create policy sec_keeps_roles on role_grant to tutela_sec using (true) with check (true);

-- Triggers and functions that the tables' owner owns may ask who holds which role.
drop policy if exists owner_reads_people on person;
create policy owner_reads_people on person for select to tutela_owner using (true);
drop policy if exists owner_reads_roles on role_grant;
create policy owner_reads_roles on role_grant for select to tutela_owner using (true);
