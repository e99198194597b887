-- Roles given, ended and reviewed, and the duties that do not go together for one person. A role that changes ends the
-- person's sessions: they sign in again as what they are now. Error codes: RG001 two roles, or two duties on one trust, that
-- exclude each other, and RG004 a party to the case; their messages are sentences for people and name the reason. RG002 one's
-- own role; RG003 no such role held. TU002 who may not. AC-5 and AC-6 of NIST 800-53; UTC 802.
set local role tutela_owner;

-- Which duties exclude each other: anywhere, or on the same trust only. The help page prints them from here.
create or replace function role_exclusions() returns table (one text, other text, same_trust boolean, why text)
language sql immutable set search_path = pg_catalog, pg_temp as $$
  values
    ('finance', 'trustee', false, 'Who approves a payment does not also record it and keep its books'),
    ('caseworker', 'finance', false, 'Who says that a service was given does not also pay for it'),
    ('finance', 'supervisor', false, 'Who answers for services given does not also pay for them'),
    ('finance', 'guardian_ad_litem', false, 'Who speaks for a child does not also move its money'),
    ('caseworker', 'guardian_ad_litem', false, 'Who speaks for a child before the court stands apart from its care'),
    ('guardian_ad_litem', 'supervisor', false, 'Who speaks for a child before the court stands apart from its care'),
    ('caseworker', 'trustee', true, 'Who says that a service was given does not also approve its payment'),
    ('supervisor', 'trustee', true, 'Who answers for services given does not also approve their payment'),
    ('guardian_ad_litem', 'trustee', true, 'Who speaks for a child before the court does not also decide on its trust'),
    ('administrator', 'trustee', false, 'Who gives roles sees no money and no child'),
    ('administrator', 'finance', false, 'Who gives roles sees no money and no child'),
    ('administrator', 'caseworker', false, 'Who gives roles sees no money and no child'),
    ('administrator', 'supervisor', false, 'Who gives roles sees no money and no child'),
    ('administrator', 'guardian_ad_litem', false, 'Who gives roles sees no money and no child'),
    ('auditor', 'trustee', false, 'Who examines the work does none of it'),
    ('auditor', 'finance', false, 'Who examines the work does none of it'),
    ('auditor', 'caseworker', false, 'Who examines the work does none of it'),
    ('auditor', 'supervisor', false, 'Who examines the work does none of it'),
    ('auditor', 'guardian_ad_litem', false, 'Who examines the work does none of it'),
    ('administrator', 'auditor', false, 'Who examines the work does none of it'),
    ('court', 'trustee', false, 'A court reads what others account for'),
    ('court', 'finance', false, 'A court reads what others account for'),
    ('caseworker', 'court', false, 'A court reads what others account for'),
    ('court', 'supervisor', false, 'A court reads what others account for'),
    ('court', 'guardian_ad_litem', false, 'A court reads what others account for'),
    ('auditor', 'court', false, 'A court reads what others account for'),
    ('administrator', 'court', false, 'A court reads what others account for')
$$;

create or replace function role_words(p_role text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select replace(p_role, '_', ' ')
$$;

grant execute on function role_exclusions(), role_words(text) to tutela_app, tutela_sec;

set local role tutela_sec;

-- Two grants to one person at once are looked at one after the other, so that neither misses the other.
create or replace function sec.check_role_grant() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare v record;
begin
  perform pg_advisory_xact_lock(hashtext('role_grant'), new.person_id::integer);
  select g.role, x.why into v from role_grant g join role_exclusions() x
      on not x.same_trust and (x.one, x.other) = (least(g.role, new.role), greatest(g.role, new.role))
   where g.person_id = new.person_id and g.ended_at is null limit 1;
  if found then
    raise exception 'This person holds the role % already. %, so nobody is both % and %. End the one before you give the other.',
      role_words(v.role), v.why, role_words(v.role), role_words(new.role) using errcode = 'RG001';
  end if;
  select d.role, x.why into v from sec.open_delegations() d join role_exclusions() x
      on not x.same_trust and (x.one, x.other) = (least(d.role, new.role), greatest(d.role, new.role))
   where d.delegate_id = new.person_id limit 1;
  if found then
    raise exception 'This person stands in for a %. %. End the delegation before you give the role.', role_words(v.role), v.why using errcode = 'RG001';
  end if;
  -- An office outlasts the role it was given with: until it is over it binds the person's other duties.
  select x.why into v from trustee_term t join role_exclusions() x
      on not x.same_trust and (x.one, x.other) = (least('trustee', new.role), greatest('trustee', new.role))
   where t.person_id = new.person_id and sec.term_binds(t) and (t.ends_on is null or t.ends_on >= legal_today()) limit 1;
  if found then
    raise exception 'This person''s term as trustee is not over. %, so nobody is both trustee and %. End the term before you give the role.',
      v.why, role_words(new.role) using errcode = 'RG001';
  end if;
  return new;
end $$;
grant execute on function sec.check_role_grant() to tutela_owner;

-- The trusts a person works in as trustee, in their own right or somebody's place; and the trusts of the children that are
-- theirs in another duty.
create or replace function sec.trustee_duties(p_person bigint) returns table (trust_id bigint, starts_on date, ends_on date)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select t.trust_id, t.starts_on, t.ends_on from trustee_term t where t.person_id = p_person and sec.term_binds(t)
  union all
  select d.trust_id, d.starts_on, d.ends_on from sec.open_delegations() d where d.delegate_id = p_person and d.role = 'trustee'
$$;

create or replace function sec.care_trusts(p_person bigint) returns table (trust_id bigint, role text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select s.trust_id, case when 'guardian_ad_litem' = any(sec.roles_of(p_person)) then 'guardian_ad_litem' else 'caseworker' end
    from case_assignment a join subaccount s on s.beneficiary_id = a.beneficiary_id
   where a.person_id = p_person and sec.not_over(a)
  union
  select s.trust_id, 'supervisor' from supervision v join case_assignment a on a.person_id = v.caseworker_id and sec.not_over(a)
    join subaccount s on s.beneficiary_id = a.beneficiary_id
   where v.supervisor_id in (select p_person union select d.delegator_id from sec.open_delegations() d where d.delegate_id = p_person and d.role = 'supervisor')
     and v.ended_at is null
$$;

create or replace function sec.refuse_duties_on_one_trust(p_person bigint, p_from date, p_through date) returns void
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare v record;
begin
  perform pg_advisory_xact_lock(hashtext('role_grant'), p_person::integer);
  select t.code, c.role, x.why into v from sec.trustee_duties(p_person) n join trust t on t.id = n.trust_id
    join sec.care_trusts(p_person) c on c.trust_id = n.trust_id
    join role_exclusions() x on (x.one, x.other) = (least(c.role, 'trustee'), greatest(c.role, 'trustee'))
   where (n.ends_on is null or n.ends_on >= p_from) and (p_through is null or n.starts_on <= p_through) limit 1;
  if found then
    raise exception 'This person would be % and trustee of % at once. %. End the one before the other begins.',
      role_words(v.role), v.code, v.why using errcode = 'RG001';
  end if;
end $$;

-- Who is a party to the case is not let near its children, whatever role they hold (domain: 34 USC 12291(b)(2), an abuser
-- never consents and never acts for the child).
create or replace function sec.check_care_duty() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare
  v_person bigint;
  v_party boolean;
begin
  -- What ends a duty is never refused, nor what shortens one that is in force.
  if tg_op = 'UPDATE' and to_jsonb(new) ->> 'ended_at' is not null then
    return null;
  end if;
  if tg_table_name = 'trustee_term' then
    if tg_op = 'UPDATE' and (new.declined_on is not null or (new.accepted_on is not distinct from old.accepted_on and new.ends_on is not null)) then
      return null;
    end if;
    v_person := new.person_id;
    v_party := sec.conflicted(v_person, new.trust_id, null);
    perform sec.refuse_duties_on_one_trust(v_person, new.starts_on, new.ends_on);
    if exists (select from sec.open_delegations() d where d.delegate_id = v_person and d.trust_id = new.trust_id
                and (new.ends_on is null or d.starts_on <= new.ends_on) and d.ends_on >= new.starts_on) then
      raise exception 'not a cotrustee' using errcode = 'DG003';
    end if;
  elsif tg_table_name = 'case_assignment' then
    v_person := new.person_id;
    v_party := sec.conflicted(v_person, null, new.beneficiary_id);
    perform sec.refuse_duties_on_one_trust(v_person, new.starts_on, new.ends_on);
    perform sec.refuse_duties_on_one_trust(s.supervisor_id, new.starts_on, new.ends_on)
      from supervision s where s.caseworker_id = v_person and s.ended_at is null;
  elsif tg_table_name = 'supervision' then
    v_person := new.supervisor_id;
    v_party := exists (select from case_assignment a where a.person_id = new.caseworker_id and sec.not_over(a)
                         and sec.conflicted(v_person, null, a.beneficiary_id));
    perform sec.refuse_duties_on_one_trust(v_person, new.starts_on, null);
  end if;
  if v_party then
    raise exception 'This person is a party to the case, so they cannot have to do with its children or their trust.' using errcode = 'RG004';
  end if;
  return null;
end $$;
grant execute on function sec.check_care_duty() to tutela_owner;

create or replace function sec.demand_administrator(p_person bigint) returns bigint
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  perform sec.demand_fresh_factor();
  if not sec.has_role('administrator') then
    raise exception 'only an administrator gives and ends roles' using errcode = 'TU002';
  elsif p_person = sec.person() then
    raise exception 'one''s own role' using errcode = 'RG002';
  end if;
  return sec.person();
end $$;

create or replace function sec.end_sessions_of(p_person bigint) returns void
language sql security definer set search_path = pg_catalog, sec, pg_temp as $$
  update sec.session set revoked_at = clock_timestamp() where person_id = p_person and revoked_at is null
$$;

create or replace function sec.give_role(p_person bigint, p_role text, p_reason text) returns void
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare v_by bigint := sec.demand_administrator(p_person);
begin
  if p_role = 'operator' or not exists (select from person where id = p_person and origin <> 'system') then
    raise exception 'the operator is no person' using errcode = 'RG003';
  elsif length(btrim(p_reason)) < 3 then
    raise exception 'no reason' using errcode = '23514';
  end if;
  insert into role_grant (person_id, role, granted_by, reason) values (p_person, p_role, v_by, btrim(p_reason));
  perform sec.end_sessions_of(p_person);
end $$;

create or replace function sec.close_grant(p_grant bigint, p_by bigint, p_reason text) returns void
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare
  v_person bigint;
  v_role text;
begin
  update role_grant set ended_at = clock_timestamp(), ended_by = p_by, end_reason = btrim(p_reason)
   where id = p_grant and ended_at is null and role <> 'operator' returning person_id, role into v_person, v_role;
  if v_person is null then
    raise exception 'no such role is held' using errcode = 'RG003';
  end if;
  perform sec.close_duties(v_person, v_role, p_by, p_reason);
  perform sec.end_sessions_of(v_person);
end $$;

create or replace function sec.end_role(p_grant bigint, p_reason text) returns void
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  if length(btrim(p_reason)) < 3 then
    raise exception 'no reason' using errcode = '23514';
  end if;
  perform sec.close_grant(p_grant, sec.demand_administrator((select person_id from role_grant where id = p_grant)), p_reason);
end $$;

-- The review of who holds what: each quarter anew, by an administrator or an auditor who is not the holder.
create or replace function sec.review_quarter() returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select date_trunc('quarter', legal_today())::date
$$;

create or replace function sec.access_review() returns table (
  grant_id bigint, person_id bigint, name text, role text, since timestamptz, given_by text, last_used timestamptz,
  due_on date, decision text, reason text, decided_by text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select g.id, p.id, p.name, g.role, g.granted_at, b.name,
         (select max(s.last_seen_at) from sec.session s where s.person_id = p.id and s.last_seen_at >= g.granted_at),
         greatest(sec.review_quarter(), legal_today() - (clock_timestamp()::date - g.granted_at::date)) + policy_value('AR-1', 'days', legal_today())::int,
         r.decision, r.reason, d.name
    from role_grant g join person p on p.id = g.person_id and p.origin <> 'system'
    left join person b on b.id = g.granted_by
    left join role_grant_review r on r.grant_id = g.id and r.quarter_on = sec.review_quarter()
    left join person d on d.id = r.decided_by
   where g.ended_at is null and sec.has_a_role('{administrator,auditor}')
   order by r.decision is not null, p.name, g.role
$$;

create or replace function sec.review_role(p_grant bigint, p_decision text, p_reason text) returns void
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare v_holder bigint := (select person_id from role_grant where id = p_grant and ended_at is null and role <> 'operator');
begin
  perform sec.demand_fresh_factor();
  if not sec.has_a_role('{administrator,auditor}') then
    raise exception 'only an administrator or an auditor reviews roles' using errcode = 'TU002';
  elsif v_holder is null then
    raise exception 'no such role is held' using errcode = 'RG003';
  elsif v_holder = sec.person() then
    raise exception 'one''s own role' using errcode = 'RG002';
  end if;
  insert into role_grant_review (grant_id, quarter_on, decision, reason, decided_by)
    values (p_grant, sec.review_quarter(), p_decision, btrim(p_reason), sec.person());
  if p_decision = 'ended' then
    perform sec.close_grant(p_grant, sec.person(), p_reason);
  end if;
end $$;

grant execute on function sec.give_role(bigint, text, text), sec.end_role(bigint, text), sec.access_review(),
  sec.review_quarter(), sec.review_role(bigint, text, text) to tutela_app;

set local role tutela_owner;
grant update (ended_at, ended_by, end_reason) on role_grant to tutela_sec;
grant select, insert on role_grant_review to tutela_sec;
revoke insert, update on role_grant_review from tutela_app;

drop policy if exists sec_keeps_reviews on role_grant_review;
create policy sec_keeps_reviews on role_grant_review to tutela_sec using (true) with check (true);
drop policy if exists seen on role_grant_review;
create policy seen on role_grant_review for select to tutela_app, tutela_owner using (
  (select sec.has_a_role('{administrator,auditor}')) or exists (select from role_grant g where g.id = grant_id and g.person_id = (select sec.person())));

create or replace trigger duties_apart before insert on role_grant for each row execute function sec.check_role_grant();
alter table role_grant enable always trigger duties_apart;
do $$
declare t text;
begin
  foreach t in array array['trustee_term', 'case_assignment', 'supervision'] loop
    execute format('create or replace trigger duties_apart after insert or update on %I for each row execute function sec.check_care_duty()', t);
    execute format('alter table %I enable always trigger duties_apart', t);
  end loop;
  execute 'create or replace trigger written_once before update or delete on role_grant_review for each row execute function refuse_change()';
  execute 'alter table role_grant_review enable always trigger written_once';
  foreach t in array array['role_grant', 'role_grant_review'] loop
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;

-- Why roles of a person were given and ended: to who gives them, who audits, and the person.
set local role tutela_sec;
create or replace function sec.role_reasons(p_person bigint) returns table (grant_id bigint, reason text, end_reason text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select g.id, g.reason, g.end_reason from role_grant g
   where g.person_id = p_person and (p_person = sec.person() or sec.has_a_role('{administrator,auditor}'))
$$;
grant execute on function sec.role_reasons(bigint) to tutela_app;
set local role tutela_owner;
