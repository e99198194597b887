-- What a person is not to see whatever their roles allow: records restricted to named people (94-restrictions.sql), and
-- everything of a case they are a party to (case_conflict). Asked when a duty is given, when rows are read, and when approvals
-- are counted, so that what was agreed to by somebody who turns out to be a party counts no more.
set local role tutela_sec;

-- A second person agreed that it is so. Neither bound to a path nor with rights of its own, so that the planner opens it.
create or replace function sec.agreed_party(c public.case_conflict) returns boolean
language sql stable as $$
  select exists (select from public.case_conflict_agreement g where g.conflict_id = c.id)
$$;

-- Whether the signed-in person is a party to any case.
create or replace function sec.is_party() returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from case_conflict c where c.person_id = sec.person() and sec.agreed_party(c))
$$;
grant execute on function sec.is_party() to tutela_app, tutela_owner;

-- Whether somebody is a defendant or an alleged offender in a case of this trust, or of this child.
create or replace function sec.conflicted(p_person bigint, p_trust bigint, p_beneficiary bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from case_conflict c join restitution_order o on o.case_id = c.case_id join award a on a.order_id = o.id
                  where c.person_id = p_person and sec.agreed_party(c) and (a.trust_id = p_trust or a.beneficiary_id = p_beneficiary))
$$;

grant execute on function sec.conflicted(bigint, bigint, bigint) to tutela_app, tutela_owner;

-- The cases that the signed-in person is a party to, and the children with an award in one: asked where a case has no trust
-- yet, and where somebody reads past restrictions because they oversee them.
create or replace function sec.party_cases() returns bigint[]
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  if not exists (select from case_conflict) then
    return '{}';
  end if;
  return array(select c.case_id from case_conflict c where c.person_id = sec.person() and sec.agreed_party(c));
end $$;

create or replace function sec.party_children() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select array(select a.beneficiary_id from award a join restitution_order o on o.id = a.order_id where o.case_id = any(sec.party_cases()))
$$;
grant execute on function sec.party_cases(), sec.party_children() to tutela_app, tutela_owner;

-- The books are read by every page: where nothing is restricted and nobody is a party, the context is not even asked.
create or replace function sec.hidden_trusts() returns bigint[]
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  if not exists (select from record_restriction) and not exists (select from case_conflict) then
    return '{}';
  end if;
  return coalesce((select array_agg(x.trust_id) from (
    select r.trust_id from record_restriction r
     where r.record_type = 'trust' and sec.stands(r.id) and not sec.has_a_role('{court,operator}') and not sec.is_named(r.id)
    union
    select a.trust_id from award a join restitution_order o on o.id = a.order_id where o.case_id = any(sec.party_cases())) x), '{}');
end $$;

create or replace function sec.hidden_beneficiaries() returns bigint[]
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  if not exists (select from record_restriction) and not exists (select from case_conflict) then
    return '{}';
  end if;
  return coalesce((select array_agg(x.beneficiary_id) from (
    select r.beneficiary_id from record_restriction r
     where r.record_type = 'beneficiary' and sec.stands(r.id) and not sec.has_a_role('{court,operator}') and not sec.is_named(r.id)
    union
    select unnest(sec.party_children())) x), '{}');
end $$;

-- What is asked, agreed and held of a child is overseen by auditors though the child is restricted, unless they are a party.
create or replace function sec.unseen_children() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case when sec.has_role('auditor') then sec.party_children() else sec.hidden_beneficiaries() end
$$;
grant execute on function sec.unseen_children() to tutela_app, tutela_owner;

create or replace function sec.stands(p_restriction bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select legal_today() <= r.until_on and not exists (select from record_restriction_lifting l where l.restriction_id = r.id)
    from record_restriction r where r.id = p_restriction
$$;

-- Who was named when the record was marked; and of a trust who is in office there, in their own right, since then as well:
-- whoever succeeds answers for it, and where all who were named have left nobody else could lift it. Of a child those who came
-- into office after it was marked, and every trustee in office once nobody who was named can lift it. Not who is a party.
create or replace function sec.names(p_restriction bigint, p_person bigint) returns boolean
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare r record_restriction%rowtype;
begin
  if exists (select from record_restriction_person p where p.restriction_id = p_restriction and p.person_id = p_person) then
    return true;
  end if;
  select * into r from record_restriction where id = p_restriction;
  if r.record_type = 'trust' then
    return sec.decides(p_person, r.trust_id, null);
  end if;
  return exists (select from subaccount s where s.beneficiary_id = r.beneficiary_id and sec.decides(p_person, s.trust_id, r.beneficiary_id)
    and (not sec.in_office_since(p_person, s.trust_id, r.marked_at) or not sec.is_kept(r)));
end $$;

-- Whether somebody who was named when a child was marked can still lift it (sec.may_restrict).
create or replace function sec.is_kept(r public.record_restriction) returns boolean
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  return exists (select from record_restriction_person p where p.restriction_id = r.id and (
    exists (select from subaccount s where s.beneficiary_id = r.beneficiary_id and sec.decides(p.person_id, s.trust_id, r.beneficiary_id))
    or ('supervisor' = any(sec.roles_of(p.person_id)) and r.beneficiary_id = any(sec.team_children(array[p.person_id])))));
end $$;

create or replace function sec.is_named(p_restriction bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select sec.names(p_restriction, sec.person())
$$;

-- Whether a child is restricted, and this person is not named.
create or replace function sec.child_hidden_from(p_person bigint, p_beneficiary bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from record_restriction r where r.beneficiary_id = p_beneficiary and sec.stands(r.id) and not sec.names(r.id, p_person))
$$;

grant execute on function sec.hidden_trusts(), sec.hidden_beneficiaries(), sec.stands(bigint), sec.is_named(bigint) to tutela_app, tutela_owner;

set local role tutela_owner;
