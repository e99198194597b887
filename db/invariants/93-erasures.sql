-- Erasures: whom a code stands for is forgotten for ever. One person asks, two others agree, each with a fresh factor, and
-- the vault's process does it. Nothing is erased while a legal hold stands on the child, while money of theirs is here or on
-- its way, or before the years that payments have to be traceable are over (domain: 31 CFR 501.601, court retention).
-- Codes: ER001 one's own request; ER002 this person cannot agree; ER003 decided already; ER004 over; ER005 a legal hold
-- stands; ER006 money is here or on its way; ER007 the schedule keeps it; ER008 two have not agreed; ER009 not to be seen;
-- ER010 asked for or erased already.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['lot', 'disbursement', 'posting'] loop
    execute format('drop policy if exists read_for_context on %I', t);
    execute format('create policy read_for_context on %I for select to tutela_sec using (true)', t);
    execute format('grant select on %I to tutela_sec', t);
  end loop;
  foreach t in array array['erasure_request', 'erasure_decision', 'erasure'] loop
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('revoke insert, update on %I from tutela_app', t);
    execute format('grant select on %I to tutela_app', t);
    execute format('drop trigger if exists written_once on %I', t);
    execute format('create trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('drop trigger if exists never_emptied on %I', t);
    execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;

set local role tutela_sec;

-- Why a child's identity has to stay, as the code of the refusal; null where nothing stands in the way. It reads past the
-- sight of who asks, and answers no more than that.
create or replace function sec.erasure_obstacle(p_beneficiary bigint) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if sec.record_is_held('beneficiary', p_beneficiary) then
    return 'ER005';
  elsif exists (select from subaccount s where s.beneficiary_id = p_beneficiary and (s.posted <> 0 or s.held <> 0))
     or exists (select from lot x join subaccount s on s.id = x.subaccount_id where s.beneficiary_id = p_beneficiary and x.units > 0)
     or exists (select from disbursement d where d.beneficiary_id = p_beneficiary and d.state not in ('paid', 'returned', 'rejected')) then
    return 'ER006';
  end if;
  if exists (select from sec.identity_kept_until(p_beneficiary) k where k.until > legal_today()) then
    return 'ER007';
  end if;
  return null;
end $$;

grant execute on function sec.erasure_obstacle(bigint) to tutela_owner;

set local role tutela_owner;

-- Known to those who may ask about the child and to the auditor.
create policy seen on erasure_request for select to tutela_app, tutela_owner using (
  beneficiary_id = any((select sec.reveal_children())::bigint[]) or (select sec.has_role('auditor')));
create policy seen on erasure_decision for select to tutela_app, tutela_owner using (exists (select from erasure_request r where r.id = request_id));
create policy seen on erasure for select to tutela_app, tutela_owner using (exists (select from erasure_request r where r.id = request_id));
create policy written on erasure_request for insert to tutela_owner with check (requested_by = (select sec.person()));
create policy written on erasure_decision for insert to tutela_owner with check (decided_by = (select sec.person()));
create policy written on erasure for insert to tutela_owner with check (executed_by = (select sec.person()));

create or replace function erasure_policy(p_name text) returns integer
language sql stable set search_path = public, pg_temp as $$
  select policy_value('ER-1', p_name, legal_today())::integer
$$;

create or replace function refuse_obstacle(p_beneficiary bigint) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare v_code text := sec.erasure_obstacle(p_beneficiary);
begin
  if v_code is not null then
    raise exception 'the identity has to stay' using errcode = v_code;
  end if;
end $$;

create or replace function request_erasure(p_code text, p_basis text, p_reason text, p_ticket text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_child bigint;
  v_reference text := next_reference('E', legal_today());
begin
  select id into v_child from beneficiary where code = p_code and id = any(sec.reveal_children());
  if v_child is null then
    raise exception 'no such beneficiary' using errcode = 'ER009';
  end if;
  perform lock_erasure(v_child);
  if exists (select from erasure_request r where r.beneficiary_id = v_child and (
      exists (select from erasure e where e.request_id = r.id)
      or (r.expires_at > clock_timestamp() and not exists (select from erasure_decision d where d.request_id = r.id and d.decision = 'refused')))) then
    raise exception 'asked for or erased already' using errcode = 'ER010';
  end if;
  perform refuse_obstacle(v_child);
  insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
    values (v_reference, v_child, p_basis, btrim(p_reason), btrim(p_ticket), sec.person(),
            clock_timestamp() + make_interval(days => erasure_policy('agree_days')));
  perform record_audit_event('erasure.requested', 'erasure', v_reference, sec.first_trust_of(v_child), v_child, jsonb_build_object('basis', p_basis));
  return v_reference;
end $$;

-- Who has agreed and still could: a trustee in office or the guardian ad litem of the child, never who asked.
create or replace function erasure_agreed_by(p_request bigint) returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(d.decided_by order by d.id), '{}') from erasure_request r join erasure_decision d on d.request_id = r.id
   where r.id = p_request and d.decision = 'agreed' and d.decided_by <> r.requested_by
     and exists (select from sec.reveal_seconds(r.beneficiary_id) s where s.person_id = d.decided_by)
$$;

create or replace function decide_erasure(p_reference text, p_decision text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := sec.person();
  r erasure_request%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into r from erasure_request where reference = p_reference;
  if r.id is null then
    raise exception 'no such erasure' using errcode = 'ER009';
  elsif sec.one_person(r.requested_by, v_person) then
    raise exception 'one''s own request' using errcode = 'ER001';
  elsif exists (select from erasure_decision d where d.request_id = r.id and d.decided_by <> v_person and sec.one_person(d.decided_by, v_person)) then
    raise exception 'two who count as one' using errcode = 'DG008';
  elsif not exists (select from sec.reveal_seconds(r.beneficiary_id) s where s.person_id = v_person) then
    raise exception 'this person cannot agree' using errcode = 'ER002';
  end if;
  perform lock_erasure(r.beneficiary_id);
  if exists (select from erasure_decision d where d.request_id = r.id and d.decided_by = v_person) then
    raise exception 'decided already' using errcode = 'ER003';
  elsif r.expires_at <= clock_timestamp() or exists (select from erasure e where e.request_id = r.id)
     or exists (select from erasure_decision d where d.request_id = r.id and d.decision = 'refused') then
    raise exception 'the request is over' using errcode = 'ER004';
  end if;
  if p_decision = 'agreed' then
    perform refuse_obstacle(r.beneficiary_id);
  end if;
  insert into erasure_decision (request_id, decided_by, decision, reason) values (r.id, v_person, p_decision, btrim(p_reason));
  perform record_audit_event(case p_decision when 'agreed' then 'erasure.agreed' else 'erasure.refused' end,
    'erasure', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id, '{}');
end $$;

-- For the vault's process, in the transaction of one of the three: answers whose identity goes, and who agreed.
create or replace function open_erasure(p_reference text) returns table (beneficiary_id bigint, agreed_by bigint[])
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := sec.person();
  v_agreed bigint[];
  r erasure_request%rowtype;
begin
  select * into r from erasure_request x where x.reference = p_reference and x.beneficiary_id = any(sec.reveal_children());
  if r.id is null then
    raise exception 'no such erasure' using errcode = 'ER009';
  end if;
  perform sec.demand_fresh_factor();
  perform lock_erasure(r.beneficiary_id);
  v_agreed := erasure_agreed_by(r.id);
  if v_person <> r.requested_by and not v_person = any(v_agreed) then
    raise exception 'this person cannot' using errcode = 'ER002';
  elsif exists (select from erasure e where e.request_id = r.id) then
    raise exception 'erased already' using errcode = 'ER010';
  elsif r.expires_at <= clock_timestamp() or exists (select from erasure_decision d where d.request_id = r.id and d.decision = 'refused') then
    raise exception 'the request is over' using errcode = 'ER004';
  elsif cardinality(v_agreed) < 2 then
    raise exception 'two have not agreed' using errcode = 'ER008';
  end if;
  perform refuse_obstacle(r.beneficiary_id);
  return query select r.beneficiary_id, v_agreed[1:2];
end $$;

-- The same transaction says what is gone. That open_erasure() let it through is asked again: nobody closes what was not open.
create or replace function close_erasure(p_reference text, p_values int, p_tokens int, p_data_key int, p_kek int, p_line text, p_signature text, p_key text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record;
begin
  select o.beneficiary_id, x.id into r from open_erasure(p_reference) o join erasure_request x on x.reference = p_reference;
  insert into erasure (request_id, executed_by, values_gone, tokens_gone, data_key, kek_version, backups_gone_on, register_line, signature, public_key)
    values (r.id, sec.person(), p_values, p_tokens, p_data_key, p_kek, legal_today() + erasure_policy('backup_days'), p_line, p_signature, p_key);
  perform record_audit_event('erasure.done', 'erasure', p_reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id,
    jsonb_build_object('values', p_values::text));
end $$;

-- What stands in the way, for the page that asks; null for a child that is not one's own as well.
create or replace function erasure_obstacle(p_code text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select sec.erasure_obstacle(b.id) from beneficiary b where b.code = p_code and b.id = any(sec.reveal_children())
$$;

grant execute on function request_erasure(text, text, text, text), decide_erasure(text, text, text), erasure_obstacle(text), erasure_agreed_by(bigint) to tutela_app;
grant execute on function open_erasure(text), close_erasure(text, int, int, int, int, text, text, text) to tutela_vault;
