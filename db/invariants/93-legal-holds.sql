-- Legal holds: what is known of a child, a trust, a case or a person has to be kept, whatever a schedule of retention says.
-- One person lays a hold; two lift it, the auditor first, who neither asks for an erasure nor agrees to one. A hold keeps
-- more than it names: every record that shares a child with it, since a court asks for the whole of a matter.
-- Codes: ER005 a hold stands; ER009 not to be seen; ER011 lifted already; ER012 the auditor lifts first; ER014 one's own lifting.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['legal_hold', 'legal_hold_lifting'] loop
    execute format('drop policy if exists read_for_context on %I', t);
    execute format('create policy read_for_context on %I for select to tutela_sec using (true)', t);
    execute format('grant select on %I to tutela_sec', t);
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

set local role tutela_sec;

-- The children a record concerns. A person's own record concerns none.
create or replace function sec.children_of_record(p_kind text, p_id bigint) returns bigint[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return case p_kind
    when 'beneficiary' then array[p_id]
    when 'trust' then array(select s.beneficiary_id from subaccount s where s.trust_id = p_id)
    when 'case' then array(select a.beneficiary_id from award a join restitution_order o on o.id = a.order_id where o.case_id = p_id)
    when 'person' then '{}'::bigint[]
  end;
end $$;

-- One answer to whether a record has to be kept, for erasure, for the schedule and for the pages. It reads past the sight of
-- who asks, and answers no more than that.
create or replace function sec.record_is_held(p_kind text, p_id bigint) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare v_children bigint[] := sec.children_of_record(p_kind, p_id);
begin
  if v_children is null then
    raise exception 'no such kind of record' using errcode = '22023';
  end if;
  return exists (select from legal_hold h
    where (select count(*) from legal_hold_lifting l where l.hold_id = h.id) < 2
      and ((h.record_type = p_kind and coalesce(h.beneficiary_id, h.trust_id, h.case_id, h.person_id) = p_id)
        or sec.children_of_record(h.record_type, coalesce(h.beneficiary_id, h.trust_id, h.case_id, h.person_id)) && v_children));
end $$;

-- Whether this person may lay a hold on a record: the auditor on any, but of a case they are a party to; of a child, those who may
-- ask about it and answer for it; of a trust its trustees in office, and of a case those of an award in it.
create or replace function sec.may_hold(p_kind text, p_id bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select p_id is not null and ((sec.has_role('auditor') and not case p_kind
    when 'beneficiary' then sec.conflicted(sec.person(), null, p_id)
    when 'trust' then sec.conflicted(sec.person(), p_id, null)
    when 'case' then p_id = any(sec.party_cases())
    else false end) or coalesce(case p_kind
    when 'beneficiary' then sec.has_a_role('{trustee,guardian_ad_litem}') and p_id = any(sec.reveal_children())
    when 'trust' then sec.has_role('trustee') and p_id = any(sec.money_trusts())
    when 'case' then sec.has_role('trustee') and exists (select from award a join restitution_order o on o.id = a.order_id
                      where o.case_id = p_id and a.trust_id = any(sec.money_trusts()))
  end, false))
$$;

-- From what a person chose to the row it names: a child's or trust's code, a docket, or the number of a person.
create or replace function sec.record_named(p_kind text, p_code text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select case p_kind
    when 'beneficiary' then (select id from beneficiary where code = p_code)
    when 'trust' then (select id from trust where code = p_code)
    when 'case' then (select id from court_case where docket = p_code)
    when 'person' then (select id from person where id::text = p_code and origin <> 'system') end
$$;
grant execute on function sec.children_of_record(text, bigint), sec.record_is_held(text, bigint), sec.record_named(text, text) to tutela_owner;
grant execute on function sec.may_hold(text, bigint) to tutela_owner, tutela_app;

set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['beneficiary', 'court_case'] loop
    execute format('drop policy if exists holds_know on %I', t);
    execute format('create policy holds_know on %I for select to tutela_sec using (true)', t);
    execute format('grant select on %I to tutela_sec', t);
  end loop;
end $$;

-- Known to the auditor; of a child to those who may ask about it; of a trust and a case to the readers of its books; of a
-- person to trustees and administrators, who could otherwise end what has to be kept.
create policy seen on legal_hold for select to tutela_app, tutela_owner using (
  (select sec.has_role('auditor'))
  or beneficiary_id = any((select sec.reveal_children())::bigint[])
  or trust_id = any((select sec.money_trusts())::bigint[])
  or (case_id is not null and exists (select from court_case c where c.id = case_id))
  or (person_id is not null and (select sec.has_a_role('{trustee,administrator}'))));
create policy seen on legal_hold_lifting for select to tutela_app, tutela_owner using (exists (select from legal_hold h where h.id = hold_id));
create policy written on legal_hold for insert to tutela_owner with check (placed_by = (select sec.person()));
create policy written on legal_hold_lifting for insert to tutela_owner with check (lifted_by = (select sec.person()));

-- Holds, requests, decisions and the erasure itself, of one child, come one after the other.
create or replace function lock_erasure(p_beneficiary bigint) returns void
language sql volatile set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtext('erasure'), p_beneficiary::integer)
$$;

-- A hold and what it stops come one after the other; its children in the order of their numbers, so that two holds do not
-- wait for each other.
create or replace function lock_held(p_kind text, p_id bigint) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare v_child bigint;
begin
  for v_child in select distinct c from unnest(sec.children_of_record(p_kind, p_id)) c order by c loop
    perform lock_erasure(v_child);
  end loop;
end $$;

create or replace function place_legal_hold(p_kind text, p_code text, p_matter text, p_reason text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_id bigint := sec.record_named(p_kind, p_code);
  v_reference text := next_reference('L', legal_today());
  v_child bigint := case p_kind when 'beneficiary' then v_id end;
  v_trust bigint := case p_kind when 'trust' then v_id when 'beneficiary' then sec.first_trust_of(v_id) end;
begin
  if not coalesce(sec.may_hold(p_kind, v_id), false) then
    raise exception 'no such record' using errcode = 'ER009';
  end if;
  perform lock_held(p_kind, v_id);
  insert into legal_hold (reference, record_type, beneficiary_id, trust_id, case_id, person_id, matter, reason, placed_by)
    values (v_reference, p_kind, v_child, case p_kind when 'trust' then v_id end, case p_kind when 'case' then v_id end,
            case p_kind when 'person' then v_id end, btrim(p_matter), btrim(p_reason), sec.person());
  perform record_audit_event('legal-hold.placed', 'legal_hold', v_reference, v_trust, v_child, jsonb_build_object('on', p_kind));
  return v_reference;
end $$;

create or replace function lift_legal_hold(p_reference text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h legal_hold%rowtype;
  v_id bigint;
  v_lifted int;
begin
  perform sec.demand_fresh_factor();
  select * into h from legal_hold where reference = p_reference;
  v_id := coalesce(h.beneficiary_id, h.trust_id, h.case_id, h.person_id);
  -- Nobody but auditors lays a hold on a person; a trustee, who knows of it, lifts it as the second.
  if h.id is null or not (sec.may_hold(h.record_type, v_id) or (h.record_type = 'person' and sec.has_role('trustee'))) then
    raise exception 'no such hold' using errcode = 'ER009';
  end if;
  perform pg_advisory_xact_lock(hashtext('legal_hold'), h.id::integer);
  perform lock_held(h.record_type, v_id);
  select count(*) into v_lifted from legal_hold_lifting l where l.hold_id = h.id;
  if v_lifted >= 2 then
    raise exception 'lifted already' using errcode = 'ER011';
  elsif exists (select from legal_hold_lifting l where l.hold_id = h.id and l.lifted_by = sec.person()) then
    raise exception 'one''s own lifting' using errcode = 'ER014';
  elsif v_lifted = 0 and not sec.has_role('auditor') then
    raise exception 'the auditor lifts first' using errcode = 'ER012';
  end if;
  insert into legal_hold_lifting (hold_id, reason, lifted_by) values (h.id, btrim(p_reason), sec.person());
  perform record_audit_event(case v_lifted when 0 then 'legal-hold.lifting-asked' else 'legal-hold.lifted' end, 'legal_hold', h.reference,
    coalesce(h.trust_id, sec.first_trust_of(h.beneficiary_id)), h.beneficiary_id, '{}');
end $$;

-- Of records that the reader sees: whether one is held, and no more than that.
create or replace function record_is_held(p_kind text, p_code text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case p_kind
    when 'beneficiary' then exists (select from beneficiary b where b.code = p_code and sec.record_is_held(p_kind, b.id))
    when 'trust' then exists (select from trust t where t.code = p_code and sec.record_is_held(p_kind, t.id))
    when 'case' then exists (select from court_case c where c.docket = p_code and sec.record_is_held(p_kind, c.id))
    when 'person' then exists (select from person p where p.id::text = p_code and sec.record_is_held(p_kind, p.id)) end
$$;

grant execute on function place_legal_hold(text, text, text, text), lift_legal_hold(text, text), record_is_held(text, text) to tutela_app;
