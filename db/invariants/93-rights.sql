-- The rights of access and rectification (RA 10173 s.16(c), (d); model: GDPR Art. 15, 16). One person records what was asked,
-- another, a trustee in office for the child, agrees or refuses on a ground of the law. Then the file is taken, as a copy with
-- a number; an item of the vault gets a new version, by the vault's process; a record outside it gets a note beside it.
-- Codes: RQ001 one's own request; RQ002 this person cannot decide; RQ003 decided or answered already; RQ004 no day it can
-- have come in; RQ005 no record of this child; RQ006 not agreed to, or asked for something else; RQ007 part of it is hidden
-- from who would take it; RQ009 not to be seen; RQ010 this person cannot answer.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['rights_request', 'rights_decision', 'rights_answer'] loop
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('revoke insert, update on %I from tutela_app', t);
    execute format('grant select on %I to tutela_app', t);
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;
drop policy if exists read_for_context on audit_event;
create policy read_for_context on audit_event for select to tutela_sec using (true);
grant select on audit_event to tutela_sec;

set local role tutela_sec;

-- What the person is told though no one of those who answer sees all of it: who read or did what, by role and never by name;
-- that the record was restricted; and how many trusts of the child the reader does not see.
create or replace function sec.trail_of_child(p_beneficiary bigint)
returns table (id bigint, at timestamptz, roles text[], action text, record_type text, record_ref text, item text, purpose text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.at, coalesce(
           (select array_agg(distinct g.role order by g.role) from role_grant g
             where g.person_id = e.person_id and g.granted_at <= e.at and (g.ended_at is null or g.ended_at > e.at)), '{}'),
         e.action, e.record_type, e.record_ref, e.facts ->> 'item', e.facts ->> 'purpose'
    from audit_event e where e.beneficiary_id = p_beneficiary
$$;

create or replace function sec.restrictions_of_child(p_beneficiary bigint)
returns table (record_type text, marked_at timestamptz, until_on date, lifted_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.record_type, r.marked_at, r.until_on, l.lifted_at
    from record_restriction r left join record_restriction_lifting l on l.restriction_id = r.id
   where r.beneficiary_id = p_beneficiary or r.trust_id in (select s.trust_id from subaccount s where s.beneficiary_id = p_beneficiary)
$$;

create or replace function sec.trusts_unseen(p_beneficiary bigint) returns integer
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select count(*)::int from subaccount s where s.beneficiary_id = p_beneficiary and not s.trust_id = any(sec.money_trusts())
$$;

-- Of the child, or of a trust in whose term of office the reader is; what is another trustee's part is said in the file.
create or replace function sec.hides_from_reader(p_beneficiary bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select p_beneficiary = any(sec.hidden_beneficiaries())
      or exists (select from subaccount s join trustee_term t on t.trust_id = s.trust_id
                  where s.beneficiary_id = p_beneficiary and s.trust_id = any(sec.hidden_trusts()) and t.person_id = sec.person()
                    and sec.term_stands(t))
$$;

grant execute on function sec.trail_of_child(bigint), sec.restrictions_of_child(bigint), sec.trusts_unseen(bigint),
  sec.hides_from_reader(bigint) to tutela_owner;

set local role tutela_owner;

-- Known to those who may ask about the child and to the auditor.
create policy seen on rights_request for select to tutela_app, tutela_owner using (
  beneficiary_id = any((select sec.reveal_children())::bigint[]) or (select sec.has_role('auditor')));
create policy seen on rights_decision for select to tutela_app, tutela_owner using (exists (select from rights_request r where r.id = request_id));
create policy seen on rights_answer for select to tutela_app, tutela_owner using (exists (select from rights_request r where r.id = request_id));
create policy written on rights_request for insert to tutela_owner with check (recorded_by = (select sec.person()));
create policy written on rights_decision for insert to tutela_owner with check (decided_by = (select sec.person()));
create policy written on rights_answer for insert to tutela_owner with check (answered_by = (select sec.person()));

-- Whether a reference is a record of this child that the reader sees: nobody learns here whose another one is.
create or replace function is_record_of(p_beneficiary bigint, p_record text) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from service_delivered x where x.reference = p_record and x.beneficiary_id = p_beneficiary)
      or exists (select from disbursement x where x.reference = p_record and x.beneficiary_id = p_beneficiary)
      or exists (select from payment x join disbursement d on d.id = x.disbursement_id where x.reference = p_record and d.beneficiary_id = p_beneficiary)
      or exists (select from award x where x.reference = p_record and x.beneficiary_id = p_beneficiary)
      or exists (select from receipt x join allocation l on l.receipt_id = x.id join award a on a.id = l.award_id
                  where x.reference = p_record and a.beneficiary_id = p_beneficiary)
$$;

create or replace function request_right(p_kind text, p_code text, p_asker text, p_proof text, p_received date, p_item text, p_record text, p_statement text)
returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_child bigint;
  v_days int := policy_value('RQ-1', 'answer_days', p_received)::int;
  v_reference text := next_reference('RQ', legal_today());
begin
  select id into v_child from beneficiary where code = p_code and id = any(sec.reveal_children());
  if v_child is null or v_child = any(sec.hidden_beneficiaries()) then
    raise exception 'no such beneficiary' using errcode = 'RQ009';
  elsif p_received > legal_today() or v_days is null then
    raise exception 'no day it can have come in' using errcode = 'RQ004';
  elsif p_record is not null and not is_record_of(v_child, p_record) then
    raise exception 'no record of this child' using errcode = 'RQ005';
  end if;
  insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, item, record, statement, recorded_by)
    values (v_reference, p_kind, v_child, p_asker, p_proof, p_received, p_received + v_days, p_item, p_record, btrim(p_statement), sec.person());
  perform record_audit_event('rights.requested', 'rights_request', v_reference, sec.first_trust_of(v_child), v_child,
    jsonb_build_object('right', p_kind));
  return v_reference;
end $$;

-- A trustee in office for the child decides; not its guardian ad litem, who may be the one who asks.
create or replace function decide_right(p_reference text, p_decision text, p_ground text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r rights_request%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into r from rights_request where reference = p_reference;
  if r.id is null then
    raise exception 'no such request' using errcode = 'RQ009';
  elsif sec.one_person(r.recorded_by, sec.person()) then
    raise exception 'one''s own request' using errcode = 'RQ001';
  elsif not sec.holds_role('trustee') or not exists (select from trustee_term t join subaccount s on s.trust_id = t.trust_id
          where s.beneficiary_id = r.beneficiary_id and t.person_id = sec.person() and sec.term_stands(t)) then
    raise exception 'this person cannot decide' using errcode = 'RQ002';
  end if;
  perform pg_advisory_xact_lock(hashtext('rights'), r.id::integer);
  if exists (select from rights_decision d where d.request_id = r.id) then
    raise exception 'decided already' using errcode = 'RQ003';
  end if;
  insert into rights_decision (request_id, decided_by, decision, ground, reason)
    values (r.id, sec.person(), p_decision, p_ground, btrim(p_reason));
  perform record_audit_event(case p_decision when 'agreed' then 'rights.agreed' else 'rights.refused' end,
    'rights_request', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id, '{}');
end $$;

-- The request that is answered now: of a child of the actor's own, agreed to, and of this kind. The auditor reads and answers none.
create or replace function agreed_right(p_reference text, p_kind text) returns rights_request
language plpgsql stable set search_path = public, pg_temp as $$
declare r rights_request%rowtype;
begin
  select * into r from rights_request where reference = p_reference;
  if r.id is null then
    raise exception 'no such request' using errcode = 'RQ009';
  elsif not coalesce(r.beneficiary_id = any(sec.reveal_children()), false) then
    raise exception 'this person cannot answer' using errcode = 'RQ010';
  elsif r.kind <> p_kind or not exists (select from rights_decision d where d.request_id = r.id and d.decision = 'agreed') then
    raise exception 'not agreed to' using errcode = 'RQ006';
  end if;
  return r;
end $$;

create or replace function take_access_file(p_reference text, p_format text, p_year text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  r rights_request%rowtype := agreed_right(p_reference, 'access');
  v_number text;
begin
  -- Half a record would be a wrong answer, and nobody could tell.
  if sec.hides_from_reader(r.beneficiary_id) then
    raise exception 'part of it is hidden' using errcode = 'RQ007';
  end if;
  v_number := take_copy('rights.exported', 'rights_request', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id,
    jsonb_build_object('format', p_format) || case when p_year is null then '{}' else jsonb_build_object('year', p_year) end);
  insert into rights_answer (request_id, copy, answered_by) values (r.id, v_number, sec.person());
  return v_number;
end $$;

-- Parts of the file that stand in no table its taker reads. Of the vault: which items there are, never what they say. Of its
-- recipients: who has a code for the child, never which, since side by side the codes would link what is kept apart.
create or replace function access_file_vault(p_reference text) returns table (item text, version int, kept_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.field, f.version, f.kept_at from agreed_right(p_reference, 'access') r
    join vault.subject s on s.kind = 'beneficiary' and s.record_id = r.beneficiary_id and s.erased_at is null
    join vault.field f on f.subject_id = s.id order by f.field
$$;
create or replace function access_file_recipients(p_reference text) returns table (recipient text, drawn_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.recipient, c.drawn_at from agreed_right(p_reference, 'access') r join vault.recipient_code c on c.beneficiary_id = r.beneficiary_id order by c.id
$$;
create or replace function access_file_restrictions(p_reference text)
returns table (record_type text, marked_at timestamptz, until_on date, lifted_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select x.* from agreed_right(p_reference, 'access') r, sec.restrictions_of_child(r.beneficiary_id) x order by x.marked_at
$$;
create or replace function access_file_trail(p_reference text)
returns table (id bigint, at timestamptz, roles text[], action text, record_type text, record_ref text, item text, purpose text)
language sql stable security definer set search_path = public, pg_temp as $$
  select x.* from agreed_right(p_reference, 'access') r, sec.trail_of_child(r.beneficiary_id) x where sec.holds_role('trustee') order by x.id
$$;
create or replace function access_file_trusts_unseen(p_reference text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select sec.trusts_unseen(r.beneficiary_id) from agreed_right(p_reference, 'access') r
$$;

create or replace function note_correction(p_reference text, p_note text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r rights_request%rowtype := agreed_right(p_reference, 'rectification');
begin
  if r.record is null then
    raise exception 'an item of the vault is corrected in the vault' using errcode = 'RQ006';
  end if;
  perform pg_advisory_xact_lock(hashtext('rights'), r.id::integer);
  if exists (select from rights_answer a where a.request_id = r.id) then
    raise exception 'answered already' using errcode = 'RQ003';
  end if;
  insert into rights_answer (request_id, note, answered_by) values (r.id, btrim(p_note), sec.person());
  perform record_audit_event('rights.noted', 'rights_request', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id, '{}');
end $$;

-- For the vault's process, in the transaction of the child's caseworker: answers whose identity gets a new version.
create or replace function open_correction(p_reference text, p_item text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r rights_request%rowtype := agreed_right(p_reference, 'rectification');
begin
  perform sec.demand_fresh_factor();
  if r.item is distinct from p_item then
    raise exception 'another item than was agreed' using errcode = 'RQ006';
  end if;
  perform pg_advisory_xact_lock(hashtext('rights'), r.id::integer);
  if exists (select from rights_answer a where a.request_id = r.id) then
    raise exception 'answered already' using errcode = 'RQ003';
  end if;
  return (select code from beneficiary where id = r.beneficiary_id);
end $$;

-- The same transaction says which version it is now. That open_correction() let it through is asked again.
create or replace function close_correction(p_reference text, p_item text, p_version int) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r rights_request%rowtype;
begin
  perform open_correction(p_reference, p_item);
  select * into r from rights_request where reference = p_reference;
  insert into rights_answer (request_id, version, answered_by) values (r.id, p_version, sec.person());
  perform record_audit_event('rights.corrected', 'rights_request', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id,
    jsonb_build_object('item', p_item, 'version', p_version::text));
end $$;

grant execute on function request_right(text, text, text, text, date, text, text, text), decide_right(text, text, text, text),
  take_access_file(text, text, text), access_file_vault(text), access_file_recipients(text), access_file_restrictions(text),
  access_file_trail(text), access_file_trusts_unseen(text), note_correction(text, text) to tutela_app;
grant execute on function open_correction(text, text), close_correction(text, text, int) to tutela_vault;
