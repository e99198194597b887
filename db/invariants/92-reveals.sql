-- size: a reveal from being asked for to its review; each step counts what the others wrote.
-- Reveals: a person asks for one item of a child's identity, a second person agrees, and for ten minutes of this database's
-- clock the vault's process may show it to who asked. Only open_reveal() lets a value out, and only tutela_vault may call it.
-- Codes: RV001 one's own request; RV002 this second person cannot; RV003 decided already; RV004 the day to agree is over;
-- RV005 too many; RV006 not open; RV007 the child is not one's own any more; RV008 a review is overdue; RV009 not to be seen;
-- RV010 another item than was agreed; RV011 nothing to review yet.
set local role tutela_sec;

-- Whose identity a person may ask about: those in their care now, and of the trusts in whose term of office they are, but those
-- that are hidden from them. An office that somebody stands in for opens none: identities are not handed over.
create or replace function sec.reveal_children() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(array_agg(distinct x.id), '{}') from (
    select unnest(sec.assigned_beneficiaries() || case when sec.holds_role('supervisor') then sec.team_children(array[sec.person()]) else '{}' end) as id
    union all
    select s.beneficiary_id from trustee_term t join subaccount s on s.trust_id = t.trust_id
     where sec.holds_role('trustee') and t.person_id = sec.person() and sec.term_stands(t) and t.trust_id <> all(sec.hidden_trusts())) x
   where x.id <> all(sec.hidden_beneficiaries())
$$;

-- Who answers for a child: a trustee in office for it, or its guardian ad litem, and no party to its case. They ratify what was
-- opened in an emergency though the child is restricted, so that nobody hides what they opened by marking the child.
create or replace function sec.reveal_ratifiers(p_beneficiary bigint) returns table (person_id bigint, name text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select p.id, p.name from person p
   where exists (select from subaccount s where s.beneficiary_id = p_beneficiary and sec.decides(p.id, s.trust_id, p_beneficiary))
  union
  select p.id, p.name from person p
   where exists (select from role_grant g where g.person_id = p.id and g.role = 'guardian_ad_litem' and g.ended_at is null)
     and exists (select from case_assignment a where a.person_id = p.id and a.beneficiary_id = p_beneficiary
                    and a.ended_at is null and legal_today() between a.starts_on and coalesce(a.ends_on, 'infinity'))
     and not sec.conflicted(p.id, null, p_beneficiary)
$$;

-- Who can be the second person: one of those, from whom the child is not hidden; never who asks.
create or replace function sec.reveal_seconds(p_beneficiary bigint) returns table (person_id bigint, name text)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select r.person_id, r.name from sec.reveal_ratifiers(p_beneficiary) r where not sec.child_hidden_from(r.person_id, p_beneficiary)
$$;

-- The children for whom the signed-in person, trustee in office, ratifies emergencies.
create or replace function sec.ratified_children() returns bigint[]
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case when sec.holds_role('trustee') then
    array(select s.beneficiary_id from trustee_term t join subaccount s on s.trust_id = t.trust_id
           where t.person_id = sec.person() and sec.term_stands(t) and sec.decides(t.person_id, t.trust_id, s.beneficiary_id)) else '{}' end
$$;

-- What the signed-in person asked for and opened, counted past their sight: a child that was hidden from them since counts.
create or replace function sec.own_reveals(out overdue boolean, out asked_in_hour bigint, out asked_in_day bigint, out asked_in_month bigint,
  out opened_in_hour bigint, out opened_in_day bigint)
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare v_person bigint := sec.person();
begin
  overdue := exists (select from reveal_request r where r.requested_by = v_person
      and not exists (select from reveal_review v where v.request_id = r.id) and reveal_review_due(r.id) < legal_today())
    or exists (select from reveal_request r where r.requested_by = v_person and r.path = 'emergency'
      and not exists (select from reveal_decision d where d.request_id = r.id)
      and weekdays_after(legal_day(r.requested_at), reveal_policy('review_weekdays')) < legal_today());
  select count(*) filter (where r.requested_at > clock_timestamp() - interval '1 hour'),
         count(*) filter (where r.requested_at > clock_timestamp() - interval '1 day'), count(*)
    into asked_in_hour, asked_in_day, asked_in_month
    from reveal_request r where r.requested_by = v_person and r.requested_at > clock_timestamp() - interval '1 month';
  select count(*) filter (where o.opened_at > clock_timestamp() - interval '1 hour'), count(*)
    into opened_in_hour, opened_in_day
    from reveal_opening o where o.person_id = v_person and o.opened_at > clock_timestamp() - interval '1 day';
end $$;

create or replace function sec.first_trust_of(p_beneficiary bigint) returns bigint
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select min(trust_id) from subaccount where beneficiary_id = p_beneficiary
$$;

-- For the trail, which names a child, or the trust of a term, that a page shows to who sees no row of it.
create or replace function sec.child_of_code(p_code text) returns bigint
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select id from beneficiary where code = p_code
$$;

create or replace function sec.trust_of_term(p_term bigint) returns bigint
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select trust_id from trustee_term where id = p_term
$$;

grant execute on function sec.reveal_children(), sec.ratified_children() to tutela_app, tutela_owner;
grant execute on function sec.own_reveals(), sec.reveal_ratifiers(bigint), sec.reveal_seconds(bigint), sec.first_trust_of(bigint),
  sec.child_of_code(text), sec.trust_of_term(bigint) to tutela_owner;

set local role tutela_owner;

do $$
declare t text;
begin
  foreach t in array array['reveal_request', 'reveal_decision', 'reveal_opening', 'reveal_closing', 'reveal_review'] loop
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('revoke insert, update on %I from tutela_app', t);
    execute format('grant select on %I to tutela_sec', t);
    execute format('drop policy if exists sec_counts on %I', t);
    execute format('create policy sec_counts on %I for select to tutela_sec using (true)', t);
    if t <> 'reveal_request' then
      execute format('create policy seen on %I for select to tutela_app, tutela_owner using (exists (select from reveal_request r where r.id = request_id))', t);
    end if;
  end loop;
end $$;

-- A request is known to who asked, who was asked, and the auditor; an emergency also to the child's trustees, who ratify it.
create policy seen on reveal_request for select to tutela_app, tutela_owner using (
  requested_by = (select sec.person()) or asked_of = (select sec.person()) or (select sec.has_role('auditor'))
  or (path = 'emergency' and beneficiary_id = any((select sec.ratified_children())::bigint[])));
-- A restricted child hides its reveals, but not from who oversees and who ratifies them.
drop policy if exists unrestricted on reveal_request;
create policy unrestricted on reveal_request as restrictive for select to tutela_app, tutela_owner using (
  beneficiary_id <> all((select sec.unseen_children())::bigint[])
  or (path = 'emergency' and beneficiary_id = any((select sec.ratified_children())::bigint[])));
create policy written on reveal_request for insert to tutela_owner with check (requested_by = (select sec.person()));
create policy written on reveal_decision for insert to tutela_owner with check (decided_by = (select sec.person()));
create policy written on reveal_opening for insert to tutela_owner with check (person_id = (select sec.person()));
create policy written on reveal_closing for insert to tutela_owner with check (closed_by = (select sec.person()));
create policy written on reveal_review for insert to tutela_owner with check (reviewed_by = (select sec.person()));

create or replace function reveal_policy(p_name text) returns integer
language sql stable set search_path = public, pg_temp as $$
  select policy_value('RV-1', p_name, legal_today())::integer
$$;

-- The day by which something is looked at: weekdays counted from the day after it happened.
create or replace function weekdays_after(p_day date, p_days integer) returns date
language sql immutable set search_path = public, pg_temp as $$
  select d::date from generate_series(p_day + 1, p_day + 3 * p_days + 7, interval '1 day') d
   where extract(isodow from d) < 6 order by d offset p_days - 1 limit 1
$$;

-- When a reveal has to be reviewed: some weekdays after it was first opened. Null where it never was.
create or replace function reveal_review_due(p_request bigint) returns date
language sql stable set search_path = public, pg_temp as $$
  select weekdays_after(legal_day(min(opened_at)), reveal_policy('review_weekdays'))
    from reveal_opening where request_id = p_request having min(opened_at) is not null
$$;

create or replace function reveal_second_people(p_code text) returns table (person_id bigint, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, s.name from beneficiary b, sec.reveal_seconds(b.id) s
   where b.code = p_code and b.id = any(sec.reveal_children()) and s.person_id <> sec.person() order by s.name
$$;

-- One person's requests and openings are counted one after the other, so that many at once are not each the last allowed.
create or replace function refuse_too_many(p_hour bigint, p_day bigint) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  if p_hour >= reveal_policy('most_an_hour') or p_day >= reveal_policy('most_a_day') then
    raise exception 'too many reveals' using errcode = 'RV005';
  end if;
end $$;

create or replace function request_reveal(p_code text, p_path text, p_item text, p_purpose text, p_reason text, p_ticket text, p_asked_of bigint)
returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := sec.person();
  v_child bigint;
  v_reference text := next_reference('V', legal_today());
  v_own record;
begin
  perform pg_advisory_xact_lock(hashtext('reveal'), v_person::integer);
  select id into v_child from beneficiary where code = p_code and id = any(sec.reveal_children());
  if v_child is null then
    raise exception 'no such beneficiary' using errcode = 'RV009';
  end if;
  if p_asked_of = v_person then
    raise exception 'one''s own request' using errcode = 'RV001';
  end if;
  v_own := sec.own_reveals();
  if v_own.overdue then
    raise exception 'a review is overdue' using errcode = 'RV008';
  end if;
  perform refuse_too_many(v_own.asked_in_hour, v_own.asked_in_day);
  if p_path = 'agreed' and not coalesce(can_agree(p_asked_of, v_child, v_person, p_path), false) then
    raise exception 'this second person cannot' using errcode = 'RV002';
  end if;
  insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, expires_at)
    values (v_reference, v_child, p_path, p_item, p_purpose, btrim(p_reason), btrim(p_ticket), v_person,
            case p_path when 'agreed' then p_asked_of end,
            clock_timestamp() + case p_path when 'agreed' then make_interval(hours => reveal_policy('agree_hours'))
                                            else make_interval(mins => reveal_policy('open_minutes')) end);
  perform record_audit_event(case p_path when 'agreed' then 'reveal.requested' else 'reveal.emergency' end, 'reveal', v_reference,
    sec.first_trust_of(v_child), v_child, jsonb_build_object('item', p_item, 'purpose', p_purpose));
  if v_own.asked_in_month + 1 > reveal_policy('reported_above_a_month') then
    perform record_audit_event('reveal.often', 'reveal', v_reference, sec.first_trust_of(v_child), v_child,
      jsonb_build_object('in_a_month', (v_own.asked_in_month + 1)::text));
  end if;
  return v_reference;
end $$;

-- Not who stands in for the asker, or the other way round; not who decided today on a payment the asker asked for, and not
-- whose own reveal the asker agreed to today: two people do not open doors for each other.
drop function if exists can_agree(bigint, bigint, bigint);
create or replace function can_agree(p_person bigint, p_child bigint, p_asker bigint, p_path text) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select not sec.one_person(p_person, p_asker)
    and case p_path when 'emergency' then exists (select from sec.reveal_ratifiers(p_child) s where s.person_id = p_person)
                    else exists (select from sec.reveal_seconds(p_child) s where s.person_id = p_person) end
    and not exists (select from approval a join disbursement d on d.id = a.disbursement_id
      where a.person_id = p_person and d.requested_by = p_asker and a.decided_at > clock_timestamp() - interval '1 day')
    and not exists (select from reveal_decision x join reveal_request r on r.id = x.request_id
      where x.decided_by = p_asker and x.decision = 'agreed' and r.requested_by = p_person
        and x.decided_at > clock_timestamp() - interval '1 day')
$$;

create or replace function decide_reveal(p_reference text, p_decision text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := sec.person();
  r reveal_request%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into r from reveal_request where reference = p_reference;
  if r.id is null then
    raise exception 'no such reveal' using errcode = 'RV009';
  elsif r.requested_by = v_person then
    raise exception 'one''s own request' using errcode = 'RV001';
  elsif (r.path = 'agreed' and r.asked_of <> v_person) or not can_agree(v_person, r.beneficiary_id, r.requested_by, r.path) then
    raise exception 'this second person cannot' using errcode = 'RV002';
  elsif exists (select from reveal_decision d where d.request_id = r.id) then
    raise exception 'decided already' using errcode = 'RV003';
  elsif r.path = 'agreed' and r.expires_at <= clock_timestamp() then
    raise exception 'the day to agree is over' using errcode = 'RV004';
  end if;
  insert into reveal_decision (request_id, decided_by, decision, reason, open_until)
    values (r.id, v_person, p_decision, btrim(p_reason),
            case when r.path = 'agreed' and p_decision = 'agreed' then clock_timestamp() + make_interval(mins => reveal_policy('open_minutes')) end);
  perform record_audit_event(case when p_decision = 'refused' then 'reveal.refused' when r.path = 'emergency' then 'reveal.ratified' else 'reveal.agreed' end,
    'reveal', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id, jsonb_build_object('item', r.item));
end $$;

-- For the vault's process, in the transaction of who asked: answers whose identity, and until when. The clock is this one.
create or replace function open_reveal(p_reference text, p_item text) returns table (beneficiary_id bigint, purpose text, open_until timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := sec.person();
  r reveal_request%rowtype;
  d reveal_decision%rowtype;
  v_own record;
  v_until timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('reveal'), v_person::integer);
  select * into r from reveal_request x where x.reference = p_reference and x.requested_by = v_person;
  if r.id is null then
    raise exception 'no such reveal' using errcode = 'RV009';
  elsif p_item is distinct from r.item then
    raise exception 'another item than was agreed' using errcode = 'RV010';
  elsif not r.beneficiary_id = any(sec.reveal_children()) then
    raise exception 'the child is not one''s own any more' using errcode = 'RV007';
  end if;
  perform sec.demand_fresh_factor();
  select * into d from reveal_decision x where x.request_id = r.id;
  v_until := case r.path when 'emergency' then r.expires_at
    else case when d.decision = 'agreed' and exists (select from sec.reveal_seconds(r.beneficiary_id) s where s.person_id = d.decided_by) then d.open_until end end;
  if v_until is null or v_until <= clock_timestamp() or d.decision = 'refused'
     or exists (select from reveal_closing c where c.request_id = r.id) then
    raise exception 'not open' using errcode = 'RV006';
  end if;
  v_own := sec.own_reveals();
  perform refuse_too_many(v_own.opened_in_hour, v_own.opened_in_day);
  insert into reveal_opening (request_id, person_id) values (r.id, v_person);
  perform record_audit_event('reveal.opened', 'reveal', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id,
    jsonb_build_object('item', r.item, 'path', r.path));
  return query select r.beneficiary_id, r.purpose, v_until;
end $$;

create or replace function close_reveal(p_reference text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r reveal_request%rowtype;
begin
  select * into r from reveal_request where reference = p_reference and requested_by = sec.person();
  if r.id is null then
    raise exception 'no such reveal' using errcode = 'RV009';
  end if;
  insert into reveal_closing (request_id, closed_by) values (r.id, sec.person()) on conflict do nothing;
  perform record_audit_event('reveal.hidden', 'reveal', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id, '{}');
end $$;

create or replace function review_reveal(p_reference text, p_finding text, p_note text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r reveal_request%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into r from reveal_request where reference = p_reference and sec.has_role('auditor');
  if r.id is null then
    raise exception 'no such reveal' using errcode = 'RV009';
  elsif r.requested_by = sec.person() or exists (select from reveal_decision d where d.request_id = r.id and d.decided_by = sec.person()) then
    raise exception 'one''s own request' using errcode = 'RV001';
  elsif not exists (select from reveal_opening o where o.request_id = r.id) then
    raise exception 'nothing to review yet' using errcode = 'RV011';
  elsif exists (select from reveal_review v where v.request_id = r.id) then
    raise exception 'decided already' using errcode = 'RV003';
  end if;
  insert into reveal_review (request_id, reviewed_by, finding, note) values (r.id, sec.person(), p_finding, btrim(p_note));
  perform record_audit_event('reveal.reviewed', 'reveal', r.reference, sec.first_trust_of(r.beneficiary_id), r.beneficiary_id,
    jsonb_build_object('finding', p_finding));
end $$;

grant execute on function reveal_second_people(text), reveal_review_due(bigint),
  request_reveal(text, text, text, text, text, text, bigint), decide_reveal(text, text, text), close_reveal(text),
  review_reveal(text, text, text) to tutela_app;
grant execute on function reveal_policy(text), weekdays_after(date, integer) to tutela_app, tutela_sec;
grant execute on function reveal_review_due(bigint) to tutela_sec;
grant execute on function open_reveal(text, text) to tutela_vault;
