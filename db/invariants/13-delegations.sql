-- Which powers a person has because somebody handed them over (93-delegations.sql gives, accepts, agrees and ends them).
-- A delegation is asked whether it stands each time it is used, so that it ends within the query after its term, its end,
-- or the end of the office it rests on. UTC 807: delegated powers reach as far as they were handed over, and no further;
-- who hands over and who stands in count as one person wherever two are demanded.
set local role tutela_sec;

-- What keeps these two from it, as a code and a sentence for people; null where nothing does. Asked when it is given,
-- accepted and agreed to, and at each use: a duty, a child or a case may have come to the delegate since.
create or replace function sec.delegation_obstacle(d delegation, out code text, out why text)
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare v record;
begin
  select g.role, x.why as reason into v from role_grant g join role_exclusions() x
      on not x.same_trust and (x.one, x.other) = (least(g.role, d.role), greatest(g.role, d.role))
   where g.person_id = d.delegate_id and g.ended_at is null limit 1;
  if found then
    code := 'RG001';
    why := format('This person holds the role %s. %s, also not in somebody''s place.', role_words(v.role), v.reason);
    return;
  end if;
  -- A trustee's delegate has no child of the trust in his care, and a supervisor's is trustee of none of the team's.
  select t.code as trust, x.why as reason into v
    from sec.trustee_duties(d.delegate_id) n join sec.care_trusts(d.delegate_id) c on c.trust_id = n.trust_id
    join role_exclusions() x on (x.one, x.other) = (least(c.role, 'trustee'), greatest(c.role, 'trustee'))
    join trust t on t.id = n.trust_id
   where n.starts_on <= d.ends_on and (n.ends_on is null or n.ends_on >= d.starts_on) limit 1;
  if found then
    code := 'RG001';
    why := format('This person would have two duties in %s. %s, also not in somebody''s place.', v.trust, v.reason);
  elsif d.trust_id is not null and (sec.conflicted(d.delegate_id, d.trust_id, null) or sec.conflicted(d.delegator_id, d.trust_id, null)) then
    code := 'RG004';
    why := 'One of the two is a party to the case, so they cannot have to do with its trust.';
  elsif exists (select from trustee_term t where t.person_id = d.delegate_id and t.trust_id = d.trust_id and sec.term_binds(t)
                  and t.starts_on <= d.ends_on and (t.ends_on is null or t.ends_on >= d.starts_on)) then
    -- UTC 703(e): a trustee does not hand to a cotrustee what they are expected to do jointly.
    code := 'DG003';
    why := 'not a cotrustee';
  end if;
end $$;

-- Those that are not over: they bind both people's other duties from the day they are given.
create or replace function sec.open_delegations() returns setof delegation
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select d.* from delegation d where legal_today() <= d.ends_on
    and not exists (select from delegation_step s where s.delegation_id = d.id and s.step = 'ended')
$$;

create or replace function sec.delegation_stands(p_id bigint) returns boolean
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare d delegation%rowtype;
begin
  select * into d from delegation
   where id = p_id and legal_today() between starts_on and ends_on
     and exists (select from role_grant g where g.id = grant_id and g.ended_at is null)
     and exists (select from role_grant g where g.person_id = delegate_id and g.ended_at is null)
     and exists (select from delegation_step s where s.delegation_id = p_id and s.step = 'accepted')
     and exists (select from delegation_step s where s.delegation_id = p_id and s.step = 'agreed')
     and not exists (select from delegation_step s where s.delegation_id = p_id and s.step = 'ended')
     and (trust_id is null or sec.in_office_since(delegator_id, trust_id, given_at));
  return d.id is not null and (sec.delegation_obstacle(d)).code is null;
end $$;

-- Whether a person is in office as trustee of this trust today (11-terms-of-office.sql).
create or replace function sec.in_office(p_person bigint, p_trust bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from trustee_term t where t.person_id = p_person and t.trust_id = p_trust and sec.term_stands(t))
$$;

-- Whether somebody decides on the payments of a trust in their own right: in office, with the role, and no party to the case of
-- the trust or the child. Asked where approvals are counted and where it is said how many are needed, so that the number that
-- is demanded is never more than can be given (UTC 703, 802).
create or replace function sec.decides(p_person bigint, p_trust bigint, p_beneficiary bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select sec.in_office(p_person, p_trust) and not sec.conflicted(p_person, p_trust, p_beneficiary)
     and exists (select from role_grant g where g.person_id = p_person and g.role = 'trustee' and g.ended_at is null)
$$;

-- Whether the office that a person holds in this trust today was accepted by a moment: what was agreed to or handed over in an
-- earlier one does not come back with another term, however the earlier ended.
create or replace function sec.in_office_since(p_person bigint, p_trust bigint, p_at timestamptz) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from trustee_term t join trustee_term_step s on s.term_id = t.id and s.step = 'accepted' and s.at <= p_at
                  where t.person_id = p_person and t.trust_id = p_trust and sec.term_stands(t))
$$;

-- What the signed-in person stands in for today. Nearly always nothing, which is what every page's first query finds.
create or replace function sec.my_delegations() returns setof delegation
language plpgsql stable rows 1 security definer set search_path = public, sec, pg_temp as $$
declare v_person bigint;
begin
  if not exists (select from delegation) then
    return;
  end if;
  v_person := sec.person();
  return query select d.* from delegation d where d.delegate_id = v_person and sec.has_role(d.role) and sec.delegation_stands(d.id);
end $$;

-- The roles that a person's session opens with: those held, and those they stand in for.
create or replace function sec.acting_roles(p_person bigint) returns text[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(x.role order by x.role), '{}') from (
    select unnest(sec.roles_of(p_person)) as role
    union select d.role from delegation d where d.delegate_id = p_person and sec.delegation_stands(d.id)) x
$$;

-- Whether the signed-in person holds a role in their own right: one they stand in for opens no office of their own.
create or replace function sec.holds_role(p_role text) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select sec.has_role(p_role) and p_role = any(sec.roles_of(sec.person()))
$$;

-- The trusts in which the signed-in person stands in for a trustee; by a power, those where it was handed over.
create or replace function sec.lent_trusts(p_power text default null) returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(d.trust_id), '{}') from sec.my_delegations() d
   where d.role = 'trustee' and (p_power is null or p_power = any(d.powers))
$$;

-- Under which delegation the signed-in person acts in a trust: none, or one.
create or replace function sec.lent_in(p_trust bigint) returns delegation
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select d from sec.my_delegations() d where d.trust_id = p_trust
$$;

-- The supervisors whose teams the signed-in person sees: oneself, and those one stands in for.
create or replace function sec.supervising() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select array(select sec.person() where sec.holds_role('supervisor')
               union all select d.delegator_id from sec.my_delegations() d where d.role = 'supervisor')
$$;

create or replace function sec.team_children(p_supervisors bigint[]) returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(a.beneficiary_id), '{}') from supervision s join case_assignment a on a.person_id = s.caseworker_id
   where s.supervisor_id = any(p_supervisors) and s.starts_on <= legal_today() and s.ended_at is null
     and a.ended_at is null and legal_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
     and sec.roles_of(a.person_id) @> '{caseworker}'
$$;

-- Whether two people are one where two are demanded: the same, or one of them stands in for the other today.
create or replace function sec.one_person(p_one bigint, p_other bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select p_one = p_other or exists (select from delegation d
    where (d.delegator_id, d.delegate_id) in ((p_one, p_other), (p_other, p_one)) and sec.delegation_stands(d.id))
$$;

-- For whom the signed-in person acts on a record, as the trail says it; null where they act for themselves.
create or replace function sec.acting_for(p_trust bigint, p_beneficiary bigint) returns bigint
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  return (select d.delegator_id from sec.my_delegations() d
   where case d.role
     when 'trustee' then d.trust_id = p_trust
       or (not coalesce(p_trust = any(sec.money_trusts()), false)
           and exists (select from subaccount s where s.trust_id = d.trust_id and s.beneficiary_id = p_beneficiary))
     else p_beneficiary = any(sec.team_children(array[d.delegator_id]))
       and not p_beneficiary = any(sec.assigned_beneficiaries() || sec.team_children(array[sec.person()]))
     end
   order by d.id limit 1);
end $$;

grant execute on function sec.in_office(bigint, bigint), sec.decides(bigint, bigint, bigint), sec.in_office_since(bigint, bigint, timestamptz), sec.delegation_stands(bigint), sec.my_delegations(), sec.lent_trusts(text),
  sec.lent_in(bigint), sec.supervising(), sec.one_person(bigint, bigint), sec.acting_for(bigint, bigint), sec.holds_role(text)
  to tutela_app, tutela_owner, tutela_ledger;

set local role tutela_owner;
grant select on delegation, delegation_step to tutela_sec;
do $$
declare t text;
begin
  foreach t in array array['delegation', 'delegation_step'] loop
    execute format('drop policy if exists sec_keeps on %I', t);
    execute format('create policy sec_keeps on %I to tutela_sec using (true) with check (true)', t);
  end loop;
end $$;

-- In somebody's place one does what was handed over and nothing else of the office (UTC 807(b)): a trigger on each table that
-- the office writes, with the power it takes; where it takes none, it is not to be handed over. Error code DG007.
create or replace function check_within_delegation() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.trust_id = any(sec.lent_trusts()) and not new.trust_id = any(sec.lent_trusts(tg_argv[0])) then
    raise exception 'not handed over' using errcode = 'DG007';
  end if;
  return new;
end $$;

do $$
declare t record;
begin
  for t in select * from (values
      ('disbursement', 'ask'), ('disbursement_version', 'ask'), ('approval', 'decide'), ('approval_withdrawal', 'decide'),
      ('accounting', ''), ('accounting_filing', ''), ('period_close', ''), ('period_reopening_request', ''), ('period_reopening', ''),
      ('record_restriction', '')
    ) as x(tablename, power) loop
    execute format('create or replace trigger a_within_delegation before insert on %I for each row execute function check_within_delegation(%L)', t.tablename, t.power);
    execute format('alter table %I enable always trigger a_within_delegation', t.tablename);
  end loop;
end $$;
