-- Parties to a case: a trustee in office of a trust with an award in it records a defendant or an alleged offender, who has an
-- account here or is known by name. The first sees nothing of the case from then on (94-restrictions.sql), and is given no
-- duty for its children (93-roles.sql: RG004); the name of the second lies in the vault alone, which keeps no guardian,
-- contact or payee of that name (18 USC 2259(c)(4): a defendant never acts for the victim).
-- Known to the trustees and auditors who see the case; whom it names sees no row of it.
-- Codes: CP001 no such case, or not one of this trustee's; CP002 oneself; CP003 recorded already. TU002, SI002.
set local role tutela_owner;

drop policy if exists seen on case_conflict;
create policy seen on case_conflict for select to tutela_app, tutela_owner using (
  (select sec.has_role('operator'))
  or ((select sec.has_a_role('{trustee,auditor}'))
      and exists (select from restitution_order o join award a on a.order_id = o.id where o.case_id = case_conflict.case_id)));
drop policy if exists written on case_conflict;
create policy written on case_conflict for insert to tutela_owner with check (recorded_by = (select sec.person()));

-- Answers the number of the party. p_person is null where the vault keeps a name, in the same transaction.
create or replace function record_case_party(p_docket text, p_kind text, p_person bigint) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_case court_case%rowtype;
  v_trust bigint;
  v_id bigint;
begin
  perform sec.demand_fresh_factor();
  if not sec.holds_role('trustee') then
    raise exception 'only a trustee records a party' using errcode = 'TU002';
  end if;
  select c.* into v_case from court_case c where c.docket = p_docket;
  select min(a.trust_id) into v_trust from award a join restitution_order o on o.id = a.order_id
   where o.case_id = v_case.id and sec.in_office(sec.person(), a.trust_id);
  if v_trust is null then
    raise exception 'no such case' using errcode = 'CP001';
  elsif p_person = sec.person() then
    raise exception 'oneself' using errcode = 'CP002';
  end if;
  perform pg_advisory_xact_lock(hashtext('case_party'), v_case.id::integer);
  if exists (select from case_conflict c where c.case_id = v_case.id and c.person_id = p_person) then
    raise exception 'recorded already' using errcode = 'CP003';
  elsif p_person is not null and not exists (select from person where id = p_person and origin <> 'system') then
    raise exception 'nobody of that number' using errcode = 'CP001';
  end if;
  insert into case_conflict (person_id, case_id, kind, recorded_by) values (p_person, v_case.id, p_kind, sec.person()) returning id into v_id;
  perform record_audit_event('party.recorded', 'court_case', v_case.short_name, v_trust, null,
    jsonb_build_object('kind', p_kind, 'known by', case when p_person is null then 'name' else 'account' end));
  return v_id;
end $$;

-- Also of children that this trustee does not see.
set local role tutela_sec;
create or replace function sec.note_guardians(p_children bigint[]) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare v record;
begin
  for v in select b.id, b.code from beneficiary b where b.id = any(p_children) order by b.code loop
    perform record_audit_event('party.found', 'beneficiary', v.code, sec.first_trust_of(v.id), v.id, '{}');
  end loop;
end $$;
grant execute on function sec.note_guardians(bigint[]) to tutela_owner;
set local role tutela_owner;

-- For the vault's process: what it found of the name it just sealed. p_same are parties of that name, p_children the children
-- with a guardian of it. Each child's history says so; answered are the codes that this trustee sees.
create or replace function close_case_party(p_party bigint, p_same bigint[], p_children bigint[]) returns text[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_case bigint := (select case_id from case_conflict where id = p_party and person_id is null and recorded_by = sec.person());
begin
  if v_case is null then
    raise exception 'no such party' using errcode = 'CP001';
  elsif exists (select from case_conflict c where c.id = any(p_same) and c.id <> p_party and c.case_id = v_case) then
    raise exception 'recorded already' using errcode = 'CP003';
  end if;
  perform sec.note_guardians(p_children);
  return beneficiary_codes(p_children);
end $$;

grant execute on function record_case_party(text, text, bigint) to tutela_app, tutela_vault;
grant execute on function close_case_party(bigint, bigint[], bigint[]) to tutela_vault;
