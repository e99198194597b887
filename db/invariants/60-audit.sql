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

-- That records were read: one event a record and request, however often the request looks; a page of many writes them at one
-- go. The records are named by their codes, beside the child and the trust whose they are; a child that is named by its code
-- alone is found here, for who reads the code and no row of the child. Written with what is read, so that nothing is read without it.
drop function if exists record_readings(text, text, text[], bigint[]);
create or replace function record_readings(
  p_action text, p_record_type text, p_record_refs text[], p_beneficiaries bigint[], p_trusts bigint[]
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  with named as (
    select distinct on (x.ref) x.ref, x.trust, case when x.beneficiary is null and p_record_type = 'beneficiary' then sec.child_of_code(x.ref) else x.beneficiary end as child
      from unnest(p_record_refs, p_beneficiaries, p_trusts) x(ref, beneficiary, trust)
     where not exists (select from audit_event e where e.request_id = sec.request_id() and e.action = p_action
                        and e.record_type = p_record_type and e.record_ref = x.ref)
     order by x.ref, x.beneficiary),
  placed as materialized (
    select n.ref, n.child, coalesce(n.trust, sec.first_trust_of(n.child), case when p_record_type = 'trustee-term' then sec.trust_of_term(n.ref::bigint) end) as trust from named n),
  written as (
    insert into audit_event (person_id, action, record_type, record_ref, trust_id, beneficiary_id, facts, request_id,
                             session_id, address, device, factor, factor_age)
      select sec.person(), p_action, p_record_type, p.ref, p.trust, p.child,
             case when f.delegator is null then '{}'::jsonb else jsonb_build_object('for', f.delegator::text) end, sec.request_id(), w.*
        from placed p cross join sec.whence() w cross join lateral (select sec.acting_for(p.trust, p.child) as delegator) f
       order by p.ref
      returning id)
  insert into audit_waiting (event_id) select id from written;
end $$;
