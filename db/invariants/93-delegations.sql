-- Delegations: given by who holds the office, accepted by who is to stand in, agreed to by an administrator, and ended by any
-- of the three; over by themselves after their last day, and with the office they rest on (13-delegations.sql). UTC 807(a):
-- with care in choosing whom, in saying how far, and in looking at it again, which the access review does each quarter; AC-5
-- of NIST 800-53. Codes: DG001 not one's own office to hand over; DG002 not in the time that policy DG-1 allows; DG003 to a
-- cotrustee; DG004 one at a time; DG005 not who answers this; DG006 over, or answered already; DG007 not handed over; DG008
-- the two count as one; DG009 no such delegation; DG010 nobody who works here. RG001 and RG004 as for roles.
set local role tutela_owner;

-- Known to the two, to those who agree and review, and to whoever reads the trust's books.
drop policy if exists seen on delegation;
create policy seen on delegation for select to tutela_app, tutela_owner using (
  delegator_id = (select sec.person()) or delegate_id = (select sec.person()) or (select sec.has_a_role('{administrator,auditor}'))
  or trust_id = any((select sec.money_trusts())::bigint[]));
drop policy if exists seen on delegation_step;
create policy seen on delegation_step for select to tutela_app, tutela_owner using (
  exists (select from delegation d where d.id = delegation_id));
grant insert on delegation, delegation_step to tutela_sec;
do $$
declare t text;
begin
  foreach t in array array['delegation', 'delegation_step'] loop
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;
grant execute on function record_audit_event(text, text, text, bigint, bigint, jsonb) to tutela_sec;

set local role tutela_sec;

-- A delegation for who may answer it; with its answers one after the other, and with the duties of both people still.
create or replace function sec.lock_delegation(p_id bigint) returns delegation
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare d delegation%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into d from delegation x where x.id = p_id
     and (sec.person() in (x.delegator_id, x.delegate_id) or sec.has_role('administrator'));
  if d.id is null then
    raise exception 'no such delegation' using errcode = 'DG009';
  end if;
  perform sec.lock_two(d.delegator_id, d.delegate_id);
  if not exists (select from sec.open_delegations() o where o.id = d.id) or not exists (select from role_grant g where g.id = d.grant_id and g.ended_at is null) then
    raise exception 'it is over' using errcode = 'DG006';
  end if;
  return d;
end $$;

-- The same locks as those of roles and duties, in the order of the numbers, so that two acts at once do not pass each other.
create or replace function sec.lock_two(p_one bigint, p_other bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('role_grant'), least(p_one, p_other)::integer);
  perform pg_advisory_xact_lock(hashtext('role_grant'), greatest(p_one, p_other)::integer);
end $$;

create or replace function sec.demand_duties_apart(d delegation) returns void
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare v record := sec.delegation_obstacle(d);
begin
  if v.code is not null then
    raise exception '%', v.why using errcode = v.code;
  end if;
end $$;

create or replace function sec.keep_step(d delegation, p_step text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  insert into delegation_step (delegation_id, step, person_id, reason) values (d.id, p_step, sec.person(), btrim(p_reason));
  perform record_audit_event(case p_step when 'accepted' then 'delegation.accepted' when 'agreed' then 'delegation.agreed' else 'delegation.ended' end, 'delegation', d.id::text, d.trust_id, null,
    jsonb_build_object('role', d.role, 'of_person', d.delegator_id::text, 'to_person', d.delegate_id::text));
end $$;

create or replace function sec.give_delegation(p_role text, p_trust text, p_delegate bigint, p_powers text[], p_from date, p_until date, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_me bigint := sec.person();
  v_longest int := policy_value('DG-1', 'longest_days', legal_today())::int;
  v_trust bigint := (select id from trust where code = p_trust and p_role = 'trustee');
  v_grant bigint := (select id from role_grant where person_id = sec.person() and role = p_role and ended_at is null);
  d delegation%rowtype;
begin
  perform sec.demand_fresh_factor();
  -- Held, not stood in for: what was handed over is not handed on.
  if p_role not in ('trustee', 'supervisor') or v_grant is null or not sec.holds_role(p_role)
     or (p_role = 'trustee' and (v_trust is null or not sec.in_office(v_me, v_trust) or v_trust = any(sec.hidden_trusts()))) then
    raise exception 'not one''s own to hand over' using errcode = 'DG001';
  elsif p_from is null or p_until is null or p_from < legal_today() or p_until < p_from or p_until > p_from + v_longest or p_from > legal_today() + v_longest then
    raise exception 'not in the time allowed' using errcode = 'DG002';
  elsif p_delegate = v_me or not exists (select from person p join role_grant g on g.person_id = p.id and g.ended_at is null
                                          where p.id = p_delegate and p.origin <> 'system') then
    raise exception 'nobody who works here' using errcode = 'DG010';
  end if;
  perform sec.lock_two(v_me, p_delegate);
  if exists (select from sec.open_delegations() o where o.role = p_role and o.trust_id is not distinct from v_trust
              and (o.delegator_id = v_me or (o.delegate_id = p_delegate and p_role = 'trustee'))
              and o.starts_on <= p_until and o.ends_on >= p_from) then
    raise exception 'one at a time' using errcode = 'DG004';
  end if;
  insert into delegation (delegator_id, delegate_id, role, grant_id, trust_id, powers, starts_on, ends_on, reason)
    values (v_me, p_delegate, p_role, v_grant, v_trust, p_powers, p_from, p_until, btrim(p_reason)) returning * into d;
  perform sec.demand_duties_apart(d);
  perform record_audit_event('delegation.given', 'delegation', d.id::text, d.trust_id, null,
    jsonb_build_object('role', d.role, 'of_person', d.delegator_id::text, 'to_person', d.delegate_id::text,
      'powers', array_to_string(d.powers, ', '), 'from', d.starts_on::text, 'until', d.ends_on::text));
  return d.id;
end $$;

create or replace function sec.accept_delegation(p_id bigint) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare d delegation := sec.lock_delegation(p_id);
begin
  if d.delegate_id <> sec.person() then
    raise exception 'not who is to stand in' using errcode = 'DG005';
  end if;
  perform sec.demand_duties_apart(d);
  perform sec.keep_step(d, 'accepted', '');
end $$;

-- The second person: who may give roles, and is neither of the two.
create or replace function sec.agree_to_delegation(p_id bigint) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare d delegation := sec.lock_delegation(p_id);
begin
  if not sec.has_role('administrator') or sec.person() in (d.delegator_id, d.delegate_id) then
    raise exception 'not a second person' using errcode = 'DG005';
  end if;
  perform sec.demand_duties_apart(d);
  perform sec.keep_step(d, 'agreed', '');
end $$;

create or replace function sec.end_delegation(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare d delegation := sec.lock_delegation(p_id);
begin
  perform sec.keep_step(d, 'ended', p_reason);
end $$;

-- Of which trust: known to whoever knows of the delegation, who may not see the trust itself.
create or replace function sec.delegated_trust(p_delegation bigint) returns text
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select t.code from delegation d join trust t on t.id = d.trust_id
   where d.id = p_delegation and (sec.person() in (d.delegator_id, d.delegate_id) or sec.has_a_role('{administrator,auditor}')
     or d.trust_id = any(sec.money_trusts()))
$$;

grant execute on function sec.delegated_trust(bigint), sec.give_delegation(text, text, bigint, text[], date, date, text), sec.accept_delegation(bigint),
  sec.agree_to_delegation(bigint), sec.end_delegation(bigint, text) to tutela_app;
set local role tutela_owner;
