-- The audit trail's write door: the person is the signed context's, never the caller's word.
create or replace function record_audit_event(
  p_action text, p_record_type text, p_record_ref text, p_trust bigint, p_beneficiary bigint, p_facts jsonb
) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into audit_event (person_id, action, record_type, record_ref, trust_id, beneficiary_id, facts, request_id)
    values (sec.person(), p_action, p_record_type, p_record_ref, p_trust, p_beneficiary, p_facts, sec.request_id())
$$;
