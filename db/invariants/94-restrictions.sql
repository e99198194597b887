-- Records that only named people see, whatever their roles allow; and parties to a case, who see nothing of it. Both are
-- restrictive policies: they narrow what every other policy opens. A restricted trust disappears whole, so that no figure is
-- computed from half of it; of a restricted child the care records do, while its money stays in the trust's books.
-- The court of the docket and the operator's commands are not bound: the one supervises, the other sees no page.
-- Codes: RR001 not who may restrict this; RR002 the last day is not in the time that policy allows; RR003 lifted or over already.
set local role tutela_sec;

-- Whether this person may restrict the record: a trustee in office, and for a child the supervisor who answers for its care;
-- not who stands in for one of them.
create or replace function sec.may_restrict(p_type text, p_trust bigint, p_beneficiary bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case p_type
    when 'trust' then sec.has_role('trustee') and p_trust = any(sec.money_trusts()) and not p_trust = any(sec.lent_trusts() || sec.hidden_trusts())
    when 'beneficiary' then not p_beneficiary = any(sec.hidden_beneficiaries())
      and ((sec.has_role('trustee') and exists (select from subaccount s
              where s.beneficiary_id = p_beneficiary and s.trust_id = any(sec.money_trusts()) and not s.trust_id = any(sec.lent_trusts())))
        or (sec.holds_role('supervisor') and p_beneficiary = any(sec.team_children(array[sec.person()]))))
  end
$$;

grant execute on function sec.may_restrict(text, bigint, bigint) to tutela_app, tutela_owner;

set local role tutela_owner;

-- Written so that the planner takes it for true of nearly every row, as it is: by `<> all (…)` it expects nearly none, and
-- reads a whole book for one page of it.
do $$
declare t record;
begin
  for t in select c.relname as name, a.attname as key from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and (a.attname = 'trust_id' or (c.relname = 'trust' and a.attname = 'id'))
              and c.relname not in ('audit_event', 'record_restriction') loop
    execute format('drop policy if exists unrestricted on %I', t.name);
    execute format('create policy unrestricted on %I as restrictive for select to tutela_app, tutela_owner using ((case when %I = any((select sec.hidden_trusts())::bigint[]) then null else 1 end) is not null)', t.name, t.key);
  end loop;
  for t in select unnest(array['care_plan', 'plan_item', 'plan_rate', 'service_delivered', 'service_note', 'service_review', 'service_withdrawal', 'rights_request']) as name loop
    execute format('drop policy if exists unrestricted on %I', t.name);
    execute format('create policy unrestricted on %I as restrictive for select to tutela_app, tutela_owner using (beneficiary_id <> all((select sec.hidden_beneficiaries())::bigint[]))', t.name);
  end loop;
  -- What is asked of a child, and what holds it: auditors oversee it, and know of both (93-erasures.sql, 93-legal-holds.sql).
  for t in select unnest(array['erasure_request', 'legal_hold']) as name loop
    execute format('drop policy if exists child_unseen on %I', t.name);
    execute format('create policy child_unseen on %I as restrictive for select to tutela_app, tutela_owner using (coalesce(beneficiary_id <> all((select sec.unseen_children())::bigint[]), true))', t.name);
  end loop;
  for t in select * from (values ('erasure_decision', 'erasure_request', 'request_id'), ('erasure', 'erasure_request', 'request_id'),
                                 ('legal_hold_lifting', 'legal_hold', 'hold_id')) as x(name, of, key) loop
    execute format('drop policy if exists child_unseen on %I', t.name);
    execute format('create policy child_unseen on %I as restrictive for select to tutela_app, tutela_owner using (exists (select from %I o where o.id = %I))', t.name, t.of, t.key);
  end loop;
  -- A party sees nothing of the case and records nothing for it, also where their roles read every case, and no award opens it.
  for t in select * from (values ('court_case', 'id'), ('defendant', 'case_id'), ('restitution_order', 'case_id'), ('receipt', 'case_id'),
                                 ('legal_hold', 'case_id')) as x(name, key) loop
    execute format('drop policy if exists not_a_party on %I', t.name);
    execute format('create policy not_a_party on %I as restrictive to tutela_app, tutela_owner using ((case when %I = any((select sec.party_cases())::bigint[]) then null else 1 end) is not null)', t.name, t.key);
  end loop;
  drop policy if exists not_a_party on allocation;
  create policy not_a_party on allocation as restrictive for insert to tutela_app, tutela_owner with check (not sec.receipt_of_party(receipt_id));
  for t in select unnest(array['record_restriction', 'record_restriction_person', 'record_restriction_lifting', 'case_conflict', 'case_conflict_agreement']) as name loop
    execute format('revoke insert, update on %I from tutela_app', t.name);
    execute format('grant select on %I to tutela_sec', t.name);
    execute format('drop policy if exists sec_reads on %I', t.name);
    execute format('create policy sec_reads on %I for select to tutela_sec using (true)', t.name);
    execute format('drop policy if exists seen on %I', t.name);
    execute format('drop policy if exists written on %I', t.name);
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t.name);
    execute format('alter table %I enable always trigger written_once', t.name);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t.name);
    execute format('alter table %I enable always trigger never_emptied', t.name);
  end loop;
  for t in select unnest(array['restitution_order', 'award']) as name loop
    execute format('grant select on %I to tutela_sec', t.name);
    execute format('drop policy if exists sec_reads on %I', t.name);
    execute format('create policy sec_reads on %I for select to tutela_sec using (true)', t.name);
  end loop;
end $$;

-- A child that is hidden from its care team has no code there either; the readers of its trust know the code from the books.
drop policy if exists unrestricted on beneficiary;
create policy unrestricted on beneficiary as restrictive for select to tutela_app, tutela_owner using (
  id <> all((select sec.hidden_beneficiaries())::bigint[]) or id = any((select sec.money_beneficiaries())::bigint[]));
-- Hiding a record never hides who hid it: an auditor reads the whole trail, unless a party to a case, and everybody their own acts.
drop policy if exists unrestricted on audit_event;
create policy unrestricted on audit_event as restrictive for select to tutela_app, tutela_owner using (
  person_id = (select sec.person()) or (select sec.has_role('auditor') and not sec.is_party()) or trust_id is null or trust_id <> all((select sec.hidden_trusts())::bigint[]));

-- A restriction is known to those it names and of a trust to its trustees in office, to who made it, and to auditors.
create policy seen on record_restriction for select to tutela_app, tutela_owner using (
  marked_by = (select sec.person()) or (select sec.is_named(id)) or (select sec.has_role('auditor')));
create policy written on record_restriction for insert to tutela_owner with check (marked_by = (select sec.person()));
create policy seen on record_restriction_person for select to tutela_app, tutela_owner using (
  exists (select from record_restriction r where r.id = restriction_id));
create policy written on record_restriction_person for insert to tutela_owner with check (
  exists (select from record_restriction r where r.id = restriction_id and r.marked_by = (select sec.person())));
create policy seen on record_restriction_lifting for select to tutela_app, tutela_owner using (
  exists (select from record_restriction r where r.id = restriction_id));
create policy written on record_restriction_lifting for insert to tutela_owner with check (lifted_by = (select sec.person()));
-- Who marks a record is always named. Trustees in office are named too where it is their trust: each answers for it (UTC 703).
create or replace function restrict_record(p_type text, p_code text, p_reason text, p_until date, p_people bigint[]) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_trust bigint := case p_type when 'trust' then (select id from trust where code = p_code) end;
  v_child bigint := case p_type when 'beneficiary' then (select id from beneficiary where code = p_code) end;
  -- Read before the record is restricted: from then on who is not named yet sees no term of it.
  v_officers bigint[] := array(select t.person_id from trustee_term t
    where t.trust_id = v_trust and sec.term_stands(t));
  v_id bigint;
begin
  perform sec.demand_fresh_factor();
  if not coalesce(sec.may_restrict(p_type, v_trust, v_child), false) then
    raise exception 'not to restrict' using errcode = 'RR001';
  elsif p_until is null or p_until < legal_today() or p_until > legal_today() + policy_value('RR-1', 'longest_days', legal_today())::int then
    raise exception 'not in the time allowed' using errcode = 'RR002';
  end if;
  insert into record_restriction (record_type, trust_id, beneficiary_id, reason, until_on, marked_by)
    values (p_type, v_trust, v_child, btrim(p_reason), p_until, sec.person()) returning id into v_id;
  insert into record_restriction_person (restriction_id, person_id)
    select distinct v_id, x from unnest(p_people || v_officers || sec.person()) x;
  perform record_audit_event('record.restricted', p_type, p_code, v_trust, v_child, jsonb_build_object('until', p_until::text));
  return v_id;
end $$;

create or replace function lift_restriction(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record_restriction%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into r from record_restriction where id = p_id;
  if r.id is null or not sec.is_named(r.id) or not coalesce(sec.may_restrict(r.record_type, r.trust_id, r.beneficiary_id), false) then
    raise exception 'not to lift' using errcode = 'RR001';
  elsif not sec.stands(r.id) then
    raise exception 'over already' using errcode = 'RR003';
  end if;
  insert into record_restriction_lifting (restriction_id, reason, lifted_by) values (r.id, btrim(p_reason), sec.person());
  perform record_audit_event('restriction.lifted', r.record_type,
    coalesce((select code from trust where id = r.trust_id), (select code from beneficiary where id = r.beneficiary_id)), r.trust_id, r.beneficiary_id, '{}');
end $$;

grant execute on function restrict_record(text, text, text, date, bigint[]), lift_restriction(bigint, text) to tutela_app;
