-- Parties to a case: a trustee in office of a trust with an award in it records a defendant or an alleged offender. The name
-- lies in the vault alone, which keeps no guardian, contact or payee of it (18 USC 2259(c)(4): a defendant never acts for the
-- victim). One who has an account here sees nothing of the case (94-restrictions.sql), and is given no duty for its children
-- (93-roles.sql: RG004), once a second person agreed: nobody alone takes a cotrustee or an auditor out of the way.
-- Known to the trustees and auditors who see the case; whom it names sees no row of it once it is agreed.
-- Codes: CP001 no such case, or not one of this trustee's; CP002 oneself; CP003 recorded or agreed already; CP004 a court, or
-- the system itself; CP005 not who agrees to this. TU002, SI002.
set local role tutela_sec;
create or replace function sec.is_court_or_system(p_person bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(sec.roles_of(p_person) && '{court,operator}', false) or exists (select from person where id = p_person and origin = 'system')
$$;
grant execute on function sec.is_court_or_system(bigint) to tutela_owner;
set local role tutela_owner;

drop policy if exists seen on case_conflict;
create policy seen on case_conflict for select to tutela_app, tutela_owner using (
  (select sec.has_role('operator'))
  or ((select sec.has_a_role('{trustee,auditor}'))
      and exists (select from restitution_order o join award a on a.order_id = o.id where o.case_id = case_conflict.case_id)));
drop policy if exists written on case_conflict;
create policy written on case_conflict for insert to tutela_owner with check (recorded_by = (select sec.person()));
drop policy if exists seen on case_conflict_agreement;
create policy seen on case_conflict_agreement for select to tutela_app, tutela_owner using (
  exists (select from case_conflict c where c.id = conflict_id));
drop policy if exists written on case_conflict_agreement;
create policy written on case_conflict_agreement for insert to tutela_owner with check (agreed_by = (select sec.person()));

-- What the trail says of parties is known to the trustees in office and to auditors, never to whom it names, and by no other
-- sight of the trust; nor by having written it, since what was found names children that are not the writer's. The owner's
-- functions write it, so they are not bound.
set local role tutela_sec;
create or replace function sec.officer_trusts() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case when sec.holds_role('trustee') then
    array(select t.trust_id from trustee_term t where t.person_id = sec.person() and sec.term_stands(t)) else '{}' end
$$;

create or replace function sec.events_of_accusation() returns bigint[]
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  if not exists (select from case_conflict c where c.person_id = sec.person()) then
    return '{}';
  end if;
  return array(select e.id from audit_event e where e.action like 'party.%' and e.facts ->> 'person' = sec.person()::text);
end $$;
grant execute on function sec.officer_trusts(), sec.events_of_accusation() to tutela_app;
set local role tutela_owner;
drop policy if exists parties_known on audit_event;
create policy parties_known on audit_event as restrictive for select to tutela_app using (
  action not like 'party.%'
  or (((select sec.has_role('auditor')) or coalesce(trust_id = any((select sec.officer_trusts())::bigint[]), false))
      and facts ->> 'person' is distinct from (select sec.person())::text));
drop policy if exists parties_known on audit_link;
create policy parties_known on audit_link as restrictive for select to tutela_app using (
  event_id <> all((select sec.events_of_accusation())::bigint[]));

-- A trust of a case in which the signed-in person is trustee, in office and in their own right.
create or replace function trust_of_case(p_case bigint) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select min(a.trust_id) from award a join restitution_order o on o.id = a.order_id
   where o.case_id = p_case and sec.holds_role('trustee') and sec.in_office(sec.person(), a.trust_id)
$$;

-- Answers the number of the party, whose name the vault keeps in the same transaction. p_person is who has an account here.
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
  v_trust := trust_of_case(v_case.id);
  if v_trust is null or (p_person is not null and not exists (select from person where id = p_person)) then
    raise exception 'no such case, or nobody of that number' using errcode = 'CP001';
  elsif p_person = sec.person() then
    raise exception 'oneself' using errcode = 'CP002';
  elsif sec.is_court_or_system(p_person) then
    raise exception 'a court, or the system' using errcode = 'CP004';
  end if;
  perform pg_advisory_xact_lock(hashtext('case_party'), v_case.id::integer);
  if exists (select from case_conflict c where c.case_id = v_case.id and c.person_id = p_person) then
    raise exception 'recorded already' using errcode = 'CP003';
  end if;
  insert into case_conflict (person_id, case_id, kind, recorded_by) values (p_person, v_case.id, p_kind, sec.person()) returning id into v_id;
  perform record_audit_event('party.recorded', 'court_case', v_case.short_name, v_trust, null,
    jsonb_strip_nulls(jsonb_build_object('kind', p_kind, 'person', p_person::text)));
  return v_id;
end $$;

-- Another trustee in office of the case, or an auditor who sees it: neither who recorded it nor whom it names.
create or replace function agree_to_party(p_id bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c case_conflict%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into c from case_conflict where id = p_id;
  if c.id is null then
    raise exception 'no such party' using errcode = 'CP001';
  elsif c.person_id is null or sec.person() in (c.recorded_by, c.person_id)
     or (trust_of_case(c.case_id) is null and not sec.has_role('auditor')) then
    raise exception 'not who agrees to this' using errcode = 'CP005';
  elsif sec.one_person(c.recorded_by, sec.person()) then
    raise exception 'two who count as one' using errcode = 'DG008';
  end if;
  perform pg_advisory_xact_lock(hashtext('case_party'), c.case_id::integer);
  if exists (select from case_conflict_agreement g where g.conflict_id = c.id) then
    raise exception 'agreed already' using errcode = 'CP003';
  end if;
  insert into case_conflict_agreement (conflict_id, agreed_by) values (c.id, sec.person());
  perform record_audit_event('party.agreed', 'court_case', (select short_name from court_case where id = c.case_id),
    coalesce(trust_of_case(c.case_id), (select min(a.trust_id) from award a join restitution_order o on o.id = a.order_id where o.case_id = c.case_id)),
    null, jsonb_build_object('kind', c.kind, 'person', c.person_id::text));
end $$;

-- Also of children that this trustee does not see. Answers the codes of the payees, which everybody here knows.
set local role tutela_sec;
create or replace function sec.note_bearers(p_children bigint[], p_payees bigint[]) returns text[]
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v record;
  v_payees text[] := '{}';
begin
  for v in select b.id, b.code from beneficiary b where b.id = any(p_children) order by b.code loop
    perform record_audit_event('party.found', 'beneficiary', v.code, sec.first_trust_of(v.id), v.id, '{}');
  end loop;
  for v in select distinct p.code from provider p join payout_account a on a.provider_id = p.id where a.id = any(p_payees) order by p.code loop
    perform record_audit_event('party.found', 'provider', v.code, null, null, '{}');
    v_payees := v_payees || v.code;
  end loop;
  return v_payees;
end $$;
grant execute on function sec.note_bearers(bigint[], bigint[]) to tutela_owner;
set local role tutela_owner;
grant select (id, code) on provider to tutela_sec;
drop policy if exists sec_reads on provider;
create policy sec_reads on provider for select to tutela_sec using (true);

-- For the vault's process: what it found of the name it just sealed. p_same are parties of that name, p_children the children
-- with a guardian or contact of it, p_payees the payout accounts in it. Answered are the codes that this trustee sees.
create or replace function close_case_party(p_party bigint, p_same bigint[], p_children bigint[], p_payees bigint[])
  returns table (children text[], payees text[])
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c case_conflict%rowtype;
begin
  select * into c from case_conflict where id = p_party and recorded_by = sec.person();
  if c.id is null then
    raise exception 'no such party' using errcode = 'CP001';
  elsif exists (select from case_conflict o where o.id = any(p_same) and o.id <> c.id and o.case_id = c.case_id
                   and o.person_id is not distinct from c.person_id) then
    raise exception 'recorded already' using errcode = 'CP003';
  end if;
  payees := sec.note_bearers(p_children, p_payees);
  children := beneficiary_codes(p_children);
  return next;
end $$;

grant execute on function record_case_party(text, text, bigint), close_case_party(bigint, bigint[], bigint[], bigint[]) to tutela_vault;
grant execute on function agree_to_party(bigint) to tutela_app;
