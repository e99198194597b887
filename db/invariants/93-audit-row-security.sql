-- Who may see and who writes the trail's tables. An event's address is for auditors and for the person themselves: no column
-- grant, and a function that asks. The chain repeats it, so its text is for auditors alone; how far it reaches is for all.
set local role tutela_owner;

do $$
declare t text;
begin
  foreach t in array array['audit_event', 'audit_link', 'audit_waiting', 'audit_checkpoint'] loop
    execute format('drop policy if exists linked on %I', t);
    execute format('create policy linked on %I to tutela_ledger using (true) with check (true)', t);
    execute format('revoke all on %I from tutela_ledger', t);
    execute format('grant select on %I to tutela_ledger', t);
  end loop;
end $$;
grant insert on audit_link, audit_checkpoint to tutela_ledger;
grant delete on audit_waiting to tutela_ledger;

create policy seen on audit_waiting for select to tutela_app using ((select sec.has_role('auditor')));
create policy written on audit_waiting for insert to tutela_owner with check (true);
create policy seen on audit_link for select to tutela_app using ((select sec.has_role('auditor') and not sec.is_party()));
create policy seen on audit_checkpoint for select to tutela_app using (
  (select sec.has_a_role('{trustee,finance,auditor,administrator,operator}')));

revoke select on audit_event from tutela_app;
grant select (id, at, person_id, action, record_type, record_ref, trust_id, beneficiary_id, facts, request_id,
              session_id, device, factor, factor_age) on audit_event to tutela_app;

create or replace function audit_addresses(p_events bigint[]) returns table (event_id bigint, address text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.address from audit_event e
   where e.id = any(p_events) and (e.person_id = sec.person() or sec.has_role('auditor'))
$$;

grant execute on function record_readings(text, text, text[], bigint[], bigint[]), audit_addresses(bigint[]) to tutela_app;
set local role tutela_ledger;
grant execute on function link_audit_events(boolean), audit_reach(), checkpoint_is_due(), record_checkpoint(bigint, bytea, text, timestamptz, text)
  to tutela_app, tutela_owner;
grant execute on function audit_reach() to tutela_operator;
grant execute on function audit_text(audit_event, bigint), audit_hash(bytea, text) to tutela_operator;
