-- What leaves as a file is a copy with a number. It is taken only by who has just shown that it is them (SI002), counted by
-- person and day (policy EX-1), and in the trail before it is handed out. Codes: EX001 past the copies of a day.
set local role tutela_owner;

-- Numbers a copy and keeps that it leaves. The operator's commands run unattended and are not counted; they are in the trail
-- like everybody.
create or replace function take_copy(p_action text, p_record_type text, p_record_ref text, p_trust bigint, p_beneficiary bigint, p_facts jsonb)
returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_number text;
begin
  perform sec.demand_fresh_factor();
  -- Copies of one person are counted one after the other, so that many at once are not each the last allowed.
  perform pg_advisory_xact_lock(7004, sec.person()::int);
  if not sec.has_role('operator') and (
    select count(*) from audit_event
     where person_id = sec.person() and facts ? 'copy' and at > clock_timestamp() - interval '1 day'
  ) >= policy_value('EX-1', 'most_a_day', legal_today())::int then
    raise exception 'past the copies of a day' using errcode = 'EX001';
  end if;
  v_number := next_reference('X', legal_today());
  perform record_audit_event(p_action, p_record_type, p_record_ref, p_trust, p_beneficiary, p_facts || jsonb_build_object('copy', v_number));
  return v_number;
end $$;
grant execute on function take_copy(text, text, text, bigint, bigint, jsonb) to tutela_app;

-- Whoever writes of a copy past that function is asked the same.
drop trigger if exists copy_taken_freshly on audit_event;
create trigger copy_taken_freshly before insert on audit_event for each row
  when (new.facts ? 'copy') execute function demand_fresh_factor_of_writer();
alter table audit_event enable always trigger copy_taken_freshly;
create unique index if not exists audit_event_copy_once on audit_event ((facts ->> 'copy'), record_ref) where facts ? 'copy';
