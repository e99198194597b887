-- The identity vault: names, birth dates, addresses and accounts, each value sealed under a key of its subject, which is
-- wrapped under a key that is not in this database. The vault's own process reads here, as tutela_vault, and only in the
-- transaction of a living session; the web's role has no right on it, and the operator's export none either.
-- Codes: RV009 not to be seen; RV012 not this person's to keep; RV013 the identity was erased.

set local role tutela_owner;

create schema if not exists vault;
comment on schema vault is 'Sealed identities. Not in the typed schema of the application, so that no page can ask for them.';
grant usage on schema vault to tutela_vault;

-- The key-encryption keys by version: never the keys. The check is a known text sealed under each, by which a wrong key
-- is found at the start. `active` wraps what is new; `reading` is being rotated away; `retired` wraps nothing.
create table if not exists vault.kek (
  version integer primary key check (version > 0),
  state text not null check (state in ('active', 'reading', 'retired')),
  self_test bytea not null,
  made_at timestamptz not null default clock_timestamp()
);
create unique index if not exists kek_one_active on vault.kek (state) where state = 'active';

create table if not exists vault.subject (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('beneficiary', 'provider', 'payout_account', 'party')),
  record_id bigint not null,
  erased_at timestamptz,
  unique (kind, record_id)
);

-- Drawn before the key is wrapped, since the wrapping is bound to it.
create sequence if not exists vault.data_key_number as integer;
grant usage on sequence vault.data_key_number to tutela_vault;

create table if not exists vault.data_key (
  id integer primary key,
  subject_id uuid not null unique references vault.subject,
  kek_version integer not null references vault.kek,
  wrapped bytea not null,
  made_at timestamptz not null default clock_timestamp()
);
create index if not exists data_key_by_kek on vault.data_key (kek_version);

create table if not exists vault.field (
  subject_id uuid not null references vault.subject,
  field text not null,
  version integer not null check (version > 0),
  data_key_id integer not null,
  sealed bytea not null,
  kept_by bigint not null,
  kept_at timestamptz not null default clock_timestamp(),
  primary key (subject_id, field)
);

create table if not exists vault.blind_index (
  subject_id uuid not null references vault.subject,
  field text not null check (field <> 'birth_date'),
  kek_version integer not null references vault.kek,
  token bytea not null check (octet_length(token) = 8),
  primary key (subject_id, field, kek_version, token)
);
create index if not exists blind_index_by_token on vault.blind_index (field, token);

-- How far the register of erasures, which is kept outside this database, had come when this database last saw it.
create table if not exists vault.register_seen (
  only_row integer primary key default 1 check (only_row = 1),
  lines integer not null,
  head text not null
);

-- Each time a value was opened, looked for, kept or refused.
create table if not exists vault.read_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  person_id bigint not null,
  act text not null check (act in ('keep', 'reveal', 'find', 'rotate', 'erase')),
  purpose text not null,
  subject_id uuid,
  fields text[] not null,
  outcome text not null,
  request_id text not null
);
create index if not exists read_log_by_person on vault.read_log (person_id, act, at);

do $$
declare t text;
begin
  foreach t in array array['kek', 'subject', 'data_key', 'field', 'blind_index', 'read_log', 'register_seen'] loop
    execute format('alter table vault.%I enable row level security, force row level security', t);
    execute format('drop policy if exists with_a_session on vault.%I', t);
    execute format('create policy with_a_session on vault.%I to tutela_vault using ((select sec.person()) is not null) with check ((select sec.person()) is not null)', t);
    execute format('revoke all on vault.%I from public', t);
    execute format('grant select, insert on vault.%I to tutela_vault', t);
  end loop;
  foreach t in array array['kek', 'subject', 'data_key', 'field', 'blind_index', 'register_seen'] loop
    execute format('drop policy if exists own_functions on vault.%I', t);
    execute format('create policy own_functions on vault.%I to tutela_owner using (true) with check (true)', t);
  end loop;
end $$;
grant update (state) on vault.kek to tutela_vault;
grant update (erased_at) on vault.subject to tutela_vault;
grant update, delete on vault.data_key, vault.field, vault.blind_index to tutela_vault;

-- At its start, before anybody is signed in to it, the process looks whether its keys and its register are the right ones.
do $$
declare t text;
begin
  foreach t in array array['kek', 'register_seen'] loop
    execute format('drop policy if exists known_at_start on vault.%I', t);
    execute format('create policy known_at_start on vault.%I for select to tutela_vault using (true)', t);
  end loop;
end $$;
grant select on installation to tutela_vault;
drop policy if exists vault_knows on installation;
create policy vault_knows on installation for select to tutela_vault using (true);
grant select on policy to tutela_vault;
drop policy if exists vault_knows on policy;
create policy vault_knows on policy for select to tutela_vault using ((select sec.person()) is not null);

create or replace function vault.begin(p_self_test bytea) returns void
language sql security definer set search_path = pg_catalog, vault, pg_temp as $$
  insert into vault.kek (version, state, self_test) values (1, 'active', p_self_test) on conflict do nothing
$$;

drop trigger if exists written_once on vault.read_log;
create trigger written_once before update or delete on vault.read_log for each row execute function refuse_change();
alter table vault.read_log enable always trigger written_once;
drop trigger if exists never_emptied on vault.read_log;
create trigger never_emptied before truncate on vault.read_log for each statement execute function refuse_change();
alter table vault.read_log enable always trigger never_emptied;

-- What the register of erasures names is gone from every copy of this database that the vault is started on.
-- The day of majority is their birth date, eighteen years on: it goes with them, also before anybody is signed in.
set local role tutela_sec;
create or replace function sec.forget_majority(p_beneficiaries bigint[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  update beneficiary set majority_on = null where id = any(p_beneficiaries) and majority_on is not null
$$;
grant execute on function sec.forget_majority(bigint[]) to tutela_owner;
set local role tutela_owner;
grant select (id, majority_on), update (majority_on) on beneficiary to tutela_sec;
drop policy if exists majority_forgotten on beneficiary;
create policy majority_forgotten on beneficiary to tutela_sec using (true);

create or replace function vault.forget(p_subjects uuid[], p_lines integer, p_head text) returns void
language plpgsql security definer set search_path = pg_catalog, vault, pg_temp as $$
begin
  delete from vault.blind_index where subject_id = any(p_subjects);
  delete from vault.field where subject_id = any(p_subjects);
  delete from vault.data_key where subject_id = any(p_subjects);
  update vault.subject set erased_at = clock_timestamp() where id = any(p_subjects) and erased_at is null;
  perform sec.forget_majority(array(select record_id from vault.subject where id = any(p_subjects) and kind = 'beneficiary'));
  insert into vault.register_seen (lines, head) values (p_lines, p_head)
    on conflict (only_row) do update set lines = excluded.lines, head = excluded.head where register_seen.lines < excluded.lines;
end $$;
grant execute on function vault.begin(bytea), vault.forget(uuid[], integer, text) to tutela_vault;

-- The record an identity belongs to, for who may keep it: the child's own workers, and finance for a provider; the operator
-- brings in what an installation begins with. The name of a party to a case, and whose a payout account is, are kept once, by who
-- records it.
create or replace function identity_record(p_kind text, p_code text) returns bigint
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare v_id bigint;
begin
  if p_kind = 'beneficiary' then
    select id into v_id from beneficiary where code = p_code;
  elsif p_kind = 'party' then
    select id into v_id from case_conflict c
     where c.id::text = p_code and c.recorded_by = sec.person()
       and not exists (select from vault.subject s where s.kind = 'party' and s.record_id = c.id);
  elsif p_kind = 'payout_account' then
    select id into v_id from payout_account a
     where a.id::text = p_code and (a.asked_by = sec.person() or sec.has_role('operator'))
       and not exists (select from vault.subject s where s.kind = 'payout_account' and s.record_id = a.id);
  else
    select id into v_id from provider where code = p_code;
  end if;
  if v_id is null then
    raise exception 'no such record' using errcode = 'RV009';
  elsif not sec.has_a_role(case p_kind when 'beneficiary' then '{caseworker,operator}'::text[] when 'party' then '{trustee}' else '{finance,operator}' end) then
    raise exception 'not this person''s to keep' using errcode = 'RV012';
  end if;
  return v_id;
end $$;

-- Of a birth date only the day of majority leaves the vault.
drop policy if exists majority_set on beneficiary;
create policy majority_set on beneficiary for update to tutela_owner using ((select sec.has_role('caseworker') or sec.has_role('operator')));
create or replace function set_majority(p_beneficiary bigint, p_on date) returns void
language sql security definer set search_path = public, pg_temp as $$
  update beneficiary set majority_on = p_on where id = p_beneficiary
$$;

-- Codes of children, for who may see them: what a search by the blind index answers with.
create or replace function beneficiary_codes(p_ids bigint[]) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(code order by code), '{}') from beneficiary where id = any(p_ids)
$$;

grant execute on function identity_record(text, text), set_majority(bigint, date), beneficiary_codes(bigint[]),
  policy_value(text, text, date), legal_today(text), record_audit_event(text, text, text, bigint, bigint, jsonb) to tutela_vault;

set local role tutela_sec;
grant usage on schema sec to tutela_vault;
grant execute on function sec.enter(text, text, text), sec.ctx(), sec.person(), sec.has_role(text), sec.request_id() to tutela_vault;
