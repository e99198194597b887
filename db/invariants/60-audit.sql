-- The audit trail's write door: person, session, address and factor are the signed context's, never the caller's word, and
-- so is for whom somebody acts who stands in for another (the fact `for`: their number). Each event waits to be bound into the trail's chain (62-audit-chain.sql), in the transaction that it is written in.
create or replace function record_audit_event(
  p_action text, p_record_type text, p_record_ref text, p_trust bigint, p_beneficiary bigint, p_facts jsonb
) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  with written as (
    insert into audit_event (person_id, action, record_type, record_ref, trust_id, beneficiary_id, facts, request_id,
                             session_id, address, device, factor, factor_age)
      select sec.person(), p_action, p_record_type, p_record_ref, p_trust, p_beneficiary,
             case when f.delegator is null then p_facts else p_facts || jsonb_build_object('for', f.delegator::text) end, sec.request_id(), w.*
        from sec.whence() w, (select sec.acting_for(p_trust, p_beneficiary) as delegator) f
      returning id)
  insert into audit_waiting (event_id) select id from written
$$;

-- That records were read: one event a record and request, however often the request looks. The records are named by their
-- codes, beside the child whose they are. Written with what is read, so that nothing is read without it.
create or replace function record_readings(p_action text, p_record_type text, p_record_refs text[], p_beneficiaries bigint[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r record;
begin
  for r in
    select distinct x.ref, x.beneficiary from unnest(p_record_refs, p_beneficiaries) x(ref, beneficiary)
     where not exists (select from audit_event e where e.request_id = sec.request_id() and e.action = p_action
                        and e.record_type = p_record_type and e.record_ref = x.ref)
     order by 1
  loop
    perform record_audit_event(p_action, p_record_type, r.ref, sec.first_trust_of(r.beneficiary), r.beneficiary, '{}');
  end loop;
end $$;
