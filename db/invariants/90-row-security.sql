-- Who may see which row. Every rule reads the signed context (05-context.sql); without one, nothing is seen.
-- The owner's functions are bound by the same rules (FORCE), so each policy is for tutela_app and tutela_owner alike.
-- 99-every-table.sql turns row security on everywhere and lets the operator's read-only role see all for verification.

set local role tutela_sec;

create or replace function sec.has_a_role(p_roles text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select coalesce(sec.ctx() -> 'r' ?| p_roles, false)
$$;

-- Finance, auditors and the operator work for the whole organisation; a trustee sees the trusts of a term in office today,
-- and those in which they stand in for another trustee today (13-delegations.sql).
create or replace function sec.reads_all_books() returns boolean
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select sec.has_a_role('{finance,auditor,operator}')
$$;

create or replace function sec.money_trusts() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(case
    when sec.reads_all_books() then (select array_agg(t.id) from trust t where t.id <> all((select sec.hidden_trusts())::bigint[]))
    when sec.has_role('trustee') then
      (select array_agg(x.trust_id) from (
          select t.trust_id from trustee_term t
           where t.person_id = sec.person() and sec.term_stands(t)
             and (select sec.holds_role('trustee'))
          union select unnest(sec.lent_trusts())) x
        where x.trust_id <> all((select sec.hidden_trusts())::bigint[]))
  end, '{}')
$$;

-- The ledger's door asks this once for each call: finance and the operator keep books. Whoever reads a trust's books and
-- does not keep them is told so; for anybody else the trust is unknown. Answers who posts.
create or replace function sec.bookkeeper(p_trusts bigint[]) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
declare c jsonb := sec.ctx();
begin
  if p_trusts && sec.hidden_trusts() then
    raise exception 'no such trust' using errcode = 'LE004';
  elsif c -> 'r' ?| '{finance,operator}' then
    return (c ->> 'p')::bigint;
  elsif p_trusts <@ sec.money_trusts() then
    raise exception 'who reads these books does not keep them' using errcode = '42501';
  end if;
  raise exception 'no such trust' using errcode = 'LE004';
end $$;

-- A court sees the trusts on its own docket, and of those only what was filed with it.
create or replace function sec.docket_trusts() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(t.id), '{}') from trust t join court_seat s on s.docket = t.docket and s.ended_at is null
   where sec.has_role('court') and s.person_id = sec.person()
$$;

-- The beneficiaries assigned to a caseworker or guardian ad litem now.
create or replace function sec.assigned_beneficiaries() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(a.beneficiary_id), '{}') from case_assignment a
   where (sec.has_role('caseworker') or sec.has_role('guardian_ad_litem')) and a.person_id = sec.person()
     and a.ended_at is null and legal_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
$$;

-- The care team sees them; with it, the supervisor of the worker they are assigned to now, and who stands in for that one.
create or replace function sec.cared_beneficiaries() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select sec.assigned_beneficiaries() || case when sec.has_role('supervisor') then sec.team_children(sec.supervising()) else '{}' end
$$;

-- The caseworkers a supervisor answers for now, whose work on the team's children that one reads in the trail.
create or replace function sec.team_workers() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(s.caseworker_id), '{}') from supervision s
   where sec.has_role('supervisor') and s.supervisor_id = any(sec.supervising()) and s.starts_on <= legal_today() and s.ended_at is null
$$;

create or replace function sec.money_beneficiaries() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(distinct s.beneficiary_id), '{}') from subaccount s where s.trust_id = any(sec.money_trusts())
$$;

grant execute on function sec.money_trusts(), sec.docket_trusts(), sec.assigned_beneficiaries(), sec.cared_beneficiaries(), sec.team_workers(), sec.money_beneficiaries(), sec.has_a_role(text[]),
  sec.reads_all_books() to tutela_app, tutela_owner;
grant execute on function sec.money_trusts(), sec.has_a_role(text[]), sec.bookkeeper(bigint[]) to tutela_ledger;
set local role tutela_owner;

do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'public'
            and policyname in ('seen', 'written', 'moved', 'read_for_context', 'kept') loop
    execute format('drop policy %I on %I', p.policyname, p.tablename);
  end loop;
  -- The context's own functions read who is assigned where.
  for p in select unnest(array['trust', 'trustee_term', 'court_seat', 'case_assignment', 'supervision', 'subaccount']) as tablename loop
    execute format('create policy read_for_context on %I for select to tutela_sec using (true)', p.tablename);
    execute format('grant select on %I to tutela_sec', p.tablename);
  end loop;
  -- Money rows: seen by those who see the trust's books. Reading a book is not writing it: an auditor writes nothing here,
  -- a trustee decides and asks but posts nothing, and finance and the operator keep the books.
  for p in select * from (values
      ('valuation', '{finance,operator}'), ('allocation', '{finance,operator}'),
      ('payment', '{finance}'), ('payment_return', '{finance}'), ('bank_statement', '{finance,operator}'), ('award', '{operator}'),
      ('approval', '{trustee}'), ('approval_signature', '{trustee}'), ('approval_withdrawal', '{trustee}'),
      ('disbursement', '{finance,trustee}'), ('disbursement_version', '{finance,trustee}'), ('disbursement_line', '{finance,trustee}')
    ) as x(tablename, writers) loop
    execute format('create policy seen on %I for select to tutela_app, tutela_owner using (trust_id = any((select sec.money_trusts())::bigint[]))', p.tablename);
    execute format('create policy written on %I for insert to tutela_app, tutela_owner with check (trust_id = any((select sec.money_trusts())::bigint[]) and (select sec.has_a_role(%L)))', p.tablename, p.writers);
  end loop;
  -- Requests move; everything else is written once.
  for p in select unnest(array['disbursement', 'disbursement_line']) as tablename loop
    execute format('create policy moved on %I for update to tutela_app, tutela_owner using (trust_id = any((select sec.money_trusts())::bigint[]))', p.tablename);
  end loop;
  -- Reference rows are loaded by the operator.
  for p in select unnest(array['trust', 'court_seat', 'subaccount', 'beneficiary', 'case_assignment', 'supervision', 'policy',
                               'court_case', 'defendant', 'restitution_order', 'obligation', 'provider', 'care_plan', 'plan_item', 'plan_rate']) as tablename loop
    execute format('create policy written on %I for insert to tutela_app, tutela_owner with check ((select sec.has_role(''operator'')))', p.tablename);
  end loop;
end $$;

-- Trusts: their books' readers, and the court of the docket.
create policy seen on trust for select to tutela_app, tutela_owner
  using (id = any((select sec.money_trusts())::bigint[]) or id = any((select sec.docket_trusts())::bigint[]) or (select sec.has_role('operator')));
create policy seen on trustee_term for select to tutela_app, tutela_owner using (trust_id = any((select sec.money_trusts())::bigint[]));
create policy seen on court_seat for select to tutela_app, tutela_owner using (person_id = (select sec.person()));
create policy seen on policy for select to tutela_app, tutela_owner using ((select sec.person()) is not null);

-- Beneficiaries: the worker they are assigned to, and the readers of a trust they have a sub-account in.
create policy seen on beneficiary for select to tutela_app, tutela_owner using (
  id = any((select sec.cared_beneficiaries())::bigint[]) or id = any((select sec.money_beneficiaries())::bigint[])
  or (select sec.has_role('operator')));
create policy seen on case_assignment for select to tutela_app, tutela_owner using (
  person_id = (select sec.person()) or (person_id = any((select sec.team_workers())::bigint[]) and beneficiary_id = any((select sec.cared_beneficiaries())::bigint[])));
create policy seen on supervision for select to tutela_app, tutela_owner using (
  supervisor_id = (select sec.person()) or caseworker_id = (select sec.person())
  or ((select sec.has_role('supervisor')) and supervisor_id = any((select sec.supervising())::bigint[])));

-- Providers: everyone who works with them; a court reads their number in the accounting and needs no more.
create policy seen on provider for select to tutela_app, tutela_owner using ((select sec.person()) is not null and not (select sec.has_role('court')));

-- Plans and services: the care team of the child, and the readers of the child's trust (codes, quantities, days).
do $$
declare t text;
begin
  foreach t in array array['care_plan', 'plan_item', 'service_delivered'] loop
    execute format('create policy seen on %I for select to tutela_app, tutela_owner using (beneficiary_id = any((select sec.cared_beneficiaries())::bigint[]) or beneficiary_id = any((select sec.money_beneficiaries())::bigint[]) or (select sec.has_role(''operator'')))', t);
  end loop;
end $$;
create policy written on service_delivered for insert to tutela_app, tutela_owner with check (
  (select sec.has_role('caseworker')) and logged_by = (select sec.person()) and beneficiary_id = any((select sec.assigned_beneficiaries())::bigint[]));
-- Prices: money roles only. Notes: the care team only.
create policy seen on plan_rate for select to tutela_app, tutela_owner using (beneficiary_id = any((select sec.money_beneficiaries())::bigint[]));
create policy seen on service_note for select to tutela_app, tutela_owner using (beneficiary_id = any((select sec.cared_beneficiaries())::bigint[]));
create policy written on service_note for insert to tutela_app, tutela_owner with check (
  (select sec.has_role('caseworker')) and beneficiary_id = any((select sec.assigned_beneficiaries())::bigint[]));

-- Cases, orders and receipts: those who receive money for the whole organisation, and the trustees of an award in them.
create policy seen on court_case for select to tutela_app, tutela_owner using (
  (select sec.has_role('finance') or sec.has_role('auditor') or sec.has_role('operator'))
  or exists (select 1 from award a join restitution_order o on o.id = a.order_id where o.case_id = court_case.id));
create policy seen on defendant for select to tutela_app, tutela_owner using (exists (select 1 from court_case c where c.id = case_id));
create policy seen on restitution_order for select to tutela_app, tutela_owner using (
  (select sec.has_role('finance') or sec.has_role('auditor') or sec.has_role('operator'))
  or exists (select 1 from award a where a.order_id = restitution_order.id));
create policy seen on obligation for select to tutela_app, tutela_owner using (exists (select 1 from award a where a.id = award_id));
create policy seen on receipt for select to tutela_app, tutela_owner using (
  (select sec.has_role('finance') or sec.has_role('auditor') or sec.has_role('operator'))
  or exists (select 1 from allocation a where a.receipt_id = receipt.id));
create policy written on receipt for insert to tutela_app, tutela_owner with check (
  (select sec.has_role('finance') or sec.has_role('operator')) and recorded_by = (select sec.person()));

-- Accountings: the trust's readers; the court of the docket once filed.
create policy seen on accounting for select to tutela_app, tutela_owner using (
  trust_id = any((select sec.money_trusts())::bigint[])
  or (trust_id = any((select sec.docket_trusts())::bigint[]) and exists (select 1 from accounting_filing f where f.accounting_id = accounting.id)));
create policy written on accounting for insert to tutela_app, tutela_owner with check (
  trust_id = any((select sec.money_trusts())::bigint[]) and prepared_by = (select sec.person()) and (select sec.has_a_role('{finance,trustee}')));
create policy seen on accounting_filing for select to tutela_app, tutela_owner using (
  trust_id = any((select sec.money_trusts())::bigint[]) or trust_id = any((select sec.docket_trusts())::bigint[]));
create policy written on accounting_filing for insert to tutela_owner with check (
  trust_id = any((select sec.money_trusts())::bigint[]) and verified_by = (select sec.person()));

-- The trail: one's own acts, and those on a trust whose books one reads; a supervisor those of the team's caseworkers on the
-- team's children; an auditor reads all.
create policy seen on audit_event for select to tutela_app, tutela_owner using (
  person_id = (select sec.person()) or trust_id = any((select sec.money_trusts())::bigint[]) or (select sec.has_role('auditor'))
  or (beneficiary_id = any((select sec.cared_beneficiaries())::bigint[]) and person_id = any((select sec.team_workers())::bigint[])));
create policy written on audit_event for insert to tutela_owner with check (person_id = (select sec.person()));
create policy seen on command_log for select to tutela_app, tutela_owner using (person_id = (select sec.person()));
create policy written on command_log for insert to tutela_app, tutela_owner with check (person_id = (select sec.person()));
create policy moved on command_log for update to tutela_app, tutela_owner using (person_id = (select sec.person()) and result is null)
  with check (person_id = (select sec.person()));

-- What the app's role may do at all. Ledger, approvals, payments, filings and the trail are written by functions only.
do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename not in ('person', 'role_grant', 'installation') loop
    execute format('revoke all on %I from tutela_app', t);
    execute format('grant select on %I to tutela_app', t);
  end loop;
  foreach t in array array['trust', 'court_seat', 'case_assignment', 'supervision', 'policy',
                           'court_case', 'defendant', 'restitution_order', 'obligation', 'award', 'provider', 'care_plan', 'plan_item',
                           'plan_rate', 'receipt', 'allocation', 'service_delivered', 'service_note', 'disbursement', 'disbursement_version',
                           'disbursement_line', 'valuation', 'bank_statement', 'accounting', 'command_log'] loop
    execute format('grant insert on %I to tutela_app', t);
  end loop;
  grant insert (trust_id, beneficiary_id) on subaccount to tutela_app;
  grant update (result) on command_log to tutela_app;
end $$;

grant execute on function legal_today(text), legal_day(timestamptz, text), policy_value(text, text, date) to tutela_app, tutela_ledger, tutela_sec;
grant execute on function next_reference(text, date) to tutela_app;
grant execute on function
  begin_revision(text), record_approval(text, int, text, text, text[], text, text, text), withdraw_approval(text, text),
  record_payment(text, text, date, text, numeric, numeric), record_payment_return(text, text, text, date, text, numeric, numeric), count_valid_approvals(bigint), payment_hold(text),
  sign_approval(text, text, text, text, text, text, text),
  still_books(bigint), file_accounting(text),
  record_audit_event(text, text, text, bigint, bigint, jsonb) to tutela_app;
