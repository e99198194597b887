-- Which caseworker looks after which child, which guardian ad litem stands for which, and which supervisor answers for which
-- caseworker; and which docket a court's account reads: begun and ended by an administrator, with a reason. What is over shows nothing from the next query on
-- (90-row-security.sql); what does not go together is refused by the triggers of 93-roles.sql. AC-2 and AC-6 of NIST 800-53.
-- Codes: RG018 a docket of another court; RG005 no such child or docket, or nobody with the role it takes; RG006 no such duty, or over already; RG007 that child is that
-- person's already in those days; RG008 days that are over, or the wrong way round. RG001, RG002 (one's own), RG004, TU002 and
-- SI002 as for roles.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['case_assignment', 'supervision', 'court_seat'] loop
    execute format('grant insert, update (ended_at, ended_by, end_reason) on %I to tutela_sec', t);
    execute format('drop policy if exists sec_keeps on %I', t);
    execute format('create policy sec_keeps on %I to tutela_sec using (true) with check (true)', t);
  end loop;
  grant select (code) on beneficiary to tutela_sec;
end $$;

set local role tutela_sec;

-- An assignment that stands, or will.
create or replace function sec.not_over(a case_assignment) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select a.ended_at is null and legal_today() <= coalesce(a.ends_on, 'infinity')
$$;

create or replace function sec.check_assigned_once() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('role_grant'), new.person_id::integer);
  if exists (select from case_assignment a
              where a.id <> new.id and a.person_id = new.person_id and a.beneficiary_id = new.beneficiary_id and a.ended_at is null
                and a.starts_on <= coalesce(new.ends_on, 'infinity') and new.starts_on <= coalesce(a.ends_on, 'infinity')) then
    raise exception 'this person''s already' using errcode = 'RG007';
  end if;
  return null;
end $$;
grant execute on function sec.check_assigned_once() to tutela_owner;

create or replace function sec.demand_reason(p_reason text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(length(btrim(p_reason)), 0) < 3 then
    raise exception 'no reason' using errcode = '23514';
  end if;
  return btrim(p_reason);
end $$;

create or replace function sec.demand_role_of(p_person bigint, p_roles text[]) returns void
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  if not coalesce(sec.roles_of(p_person) && p_roles, false) then
    raise exception 'nobody with this role' using errcode = 'RG005';
  end if;
end $$;

create or replace function sec.assign_child(p_code text, p_person bigint, p_from date, p_until date, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_by bigint := sec.demand_administrator(p_person);
  v_child bigint := (select id from beneficiary where code = p_code);
  v_from date := coalesce(p_from, legal_today());
  v_id bigint;
begin
  perform sec.demand_role_of(p_person, '{caseworker,guardian_ad_litem}');
  if v_child is null then
    raise exception 'no such child' using errcode = 'RG005';
  elsif v_from < legal_today() or p_until < v_from then
    raise exception 'not these days' using errcode = 'RG008';
  end if;
  insert into case_assignment (beneficiary_id, person_id, starts_on, ends_on, given_by, reason)
    values (v_child, p_person, v_from, p_until, v_by, sec.demand_reason(p_reason)) returning id into v_id;
  perform record_audit_event('assignment.begun', 'assignment', v_id::text, sec.first_trust_of(v_child), v_child,
    jsonb_strip_nulls(jsonb_build_object('beneficiary', p_code, 'person', p_person::text, 'from', v_from::text, 'until', p_until::text)));
  return v_id;
end $$;

create or replace function sec.close_assignment(a case_assignment, p_by bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  update case_assignment set ended_at = clock_timestamp(), ended_by = p_by, end_reason = sec.demand_reason(p_reason) where id = a.id;
  perform record_audit_event('assignment.ended', 'assignment', a.id::text, sec.first_trust_of(a.beneficiary_id), a.beneficiary_id,
    jsonb_build_object('beneficiary', (select code from beneficiary where id = a.beneficiary_id), 'person', a.person_id::text));
end $$;

create or replace function sec.end_assignment(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  a case_assignment%rowtype;
  v_by bigint;
begin
  select * into a from case_assignment where id = p_id for update;
  v_by := sec.demand_administrator(a.person_id);
  if a.id is null or not sec.not_over(a) then
    raise exception 'no such duty' using errcode = 'RG006';
  end if;
  perform sec.close_assignment(a, v_by, p_reason);
end $$;

create or replace function sec.begin_supervision(p_supervisor bigint, p_caseworker bigint, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_by bigint := sec.demand_administrator(p_supervisor);
  v_id bigint;
begin
  perform sec.demand_role_of(p_supervisor, '{supervisor}');
  perform sec.demand_role_of(p_caseworker, '{caseworker}');
  if p_supervisor = p_caseworker then
    raise exception 'nobody supervises themself' using errcode = 'RG005';
  end if;
  insert into supervision (supervisor_id, caseworker_id, starts_on, given_by, reason)
    values (p_supervisor, p_caseworker, legal_today(), v_by, sec.demand_reason(p_reason)) returning id into v_id;
  perform record_audit_event('supervision.begun', 'supervision', v_id::text, null, null,
    jsonb_build_object('supervisor', p_supervisor::text, 'caseworker', p_caseworker::text));
  return v_id;
end $$;

create or replace function sec.close_supervision(s supervision, p_by bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  update supervision set ended_at = clock_timestamp(), ended_by = p_by, end_reason = sec.demand_reason(p_reason) where id = s.id;
  perform record_audit_event('supervision.ended', 'supervision', s.id::text, null, null,
    jsonb_build_object('supervisor', s.supervisor_id::text, 'caseworker', s.caseworker_id::text));
end $$;

create or replace function sec.end_supervision(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  s supervision%rowtype;
  v_by bigint;
begin
  select * into s from supervision where id = p_id for update;
  v_by := sec.demand_administrator(s.supervisor_id);
  if s.id is null or s.ended_at is not null then
    raise exception 'no such duty' using errcode = 'RG006';
  end if;
  perform sec.close_supervision(s, v_by, p_reason);
end $$;

-- A docket names one court: who is seated at it reads what is filed on it, and two courts may have given the same number.
create or replace function sec.check_docket_of_court() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('docket'), hashtext(new.docket));
  if exists (select from trust t where t.docket = new.docket and t.court_name <> new.court_name) then
    raise exception 'this docket is of another court' using errcode = 'RG018';
  end if;
  return new;
end $$;
grant execute on function sec.check_docket_of_court() to tutela_owner;

create or replace function sec.seat_court(p_person bigint, p_docket text, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_by bigint := sec.demand_administrator(p_person);
  v_id bigint;
begin
  perform sec.demand_role_of(p_person, '{court}');
  if not exists (select from trust where docket = p_docket) then
    raise exception 'no such docket' using errcode = 'RG005';
  end if;
  insert into court_seat (person_id, docket, given_by, reason) values (p_person, p_docket, v_by, sec.demand_reason(p_reason)) returning id into v_id;
  perform record_audit_event('court-seat.begun', 'court_seat', v_id::text, null, null, jsonb_build_object('docket', p_docket, 'person', p_person::text));
  return v_id;
end $$;

create or replace function sec.close_seat(s court_seat, p_by bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  update court_seat set ended_at = clock_timestamp(), ended_by = p_by, end_reason = sec.demand_reason(p_reason) where id = s.id;
  perform record_audit_event('court-seat.ended', 'court_seat', s.id::text, null, null,
    jsonb_build_object('docket', s.docket, 'person', s.person_id::text));
end $$;

create or replace function sec.end_seat(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  s court_seat%rowtype;
  v_by bigint;
begin
  select * into s from court_seat where id = p_id for update;
  v_by := sec.demand_administrator(s.person_id);
  if s.id is null or s.ended_at is not null then
    raise exception 'no such duty' using errcode = 'RG006';
  end if;
  perform sec.close_seat(s, v_by, p_reason);
end $$;

-- The dockets there are to be seated at, for who seats: nothing of the trusts.
create or replace function sec.dockets() returns table (docket text, court text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select distinct t.docket, t.court_name from trust t where sec.has_role('administrator') order by 1
$$;

-- With a role its duties end, so that none comes back by itself where the role is given again.
create or replace function sec.close_duties(p_person bigint, p_role text, p_by bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  if p_role in ('caseworker', 'guardian_ad_litem') then
    perform sec.close_assignment(a, p_by, p_reason) from case_assignment a where a.person_id = p_person and a.ended_at is null;
  end if;
  if p_role = 'court' then
    perform sec.close_seat(s, p_by, p_reason) from court_seat s where s.person_id = p_person and s.ended_at is null;
  end if;
  perform sec.close_supervision(s, p_by, p_reason) from supervision s
   where s.ended_at is null and case p_role when 'supervisor' then s.supervisor_id = p_person
                                            when 'caseworker' then s.caseworker_id = p_person else false end;
end $$;

-- The duties that stand or will, for who keeps them: a code and names, and nothing of the child's records.
create or replace function sec.care_duties() returns table (
  kind text, id bigint, person text, of text, starts_on date, ends_on date, given_by text, reason text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select x.kind, x.id, p.name, x.of, x.starts_on, x.ends_on, g.name, x.reason from (
    select 'assignment' as kind, a.id, a.person_id, b.code as of, a.starts_on, a.ends_on, a.given_by, a.reason
      from case_assignment a join beneficiary b on b.id = a.beneficiary_id where sec.not_over(a)
    union all
    select 'supervision', s.id, s.supervisor_id, w.name, s.starts_on, null, s.given_by, s.reason
      from supervision s join person w on w.id = s.caseworker_id where s.ended_at is null
    union all
    select 'seat', c.id, c.person_id, c.docket, legal_today() - (clock_timestamp()::date - c.given_at::date), null, c.given_by, c.reason from court_seat c where c.ended_at is null) x
    join person p on p.id = x.person_id left join person g on g.id = x.given_by
   where sec.has_role('administrator') order by x.kind, p.name, x.of, x.starts_on
$$;

grant execute on function sec.assign_child(text, bigint, date, date, text), sec.end_assignment(bigint, text),
  sec.begin_supervision(bigint, bigint, text), sec.end_supervision(bigint, text), sec.seat_court(bigint, text, text), sec.end_seat(bigint, text),
  sec.dockets(), sec.care_duties() to tutela_app;

set local role tutela_owner;
create or replace trigger assigned_once after insert on case_assignment for each row execute function sec.check_assigned_once();
alter table case_assignment enable always trigger assigned_once;

set local role tutela_owner;
create or replace trigger docket_of_court before insert or update of docket, court_name on trust for each row execute function sec.check_docket_of_court();
alter table trust enable always trigger docket_of_court;
