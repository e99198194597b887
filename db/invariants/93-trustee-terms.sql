-- Terms of office: an administrator records who is appointed trustee of which trust, by a court's order or the instrument
-- (UTC 704); that person accepts or declines (UTC 701); a term ends by resignation, removal, the instrument or death (UTC
-- 705-707), after a last day or at once; notice of a new trustee is recorded (UTC 813(b)), and what a former one handed over
-- (UTC 707(b)). Who is in office is said in 11-terms-of-office.sql; what does not go together is refused by 93-roles.sql when
-- a term is appointed and again when it is accepted. What ends a duty is never refused.
-- Codes: RG009 no such trust, or nobody with the role; RG010 that person's already in those days; RG011 not who answers this;
-- RG012 answered or over already; RG013 too short a notice; RG014 no such term; RG015 not a way in which this term ends;
-- RG016 not due, or recorded already; RG017 not on that day. RG001, RG002, RG004, RG008, DG003, TU002, SI002 as for roles.
set local role tutela_owner;
grant insert, update (accepted_on, declined_on, ends_on, ended_at) on trustee_term to tutela_sec;
grant select, insert on trustee_term_step to tutela_sec;
do $$
declare t text;
begin
  foreach t in array array['trustee_term', 'trustee_term_step'] loop
    execute format('drop policy if exists sec_keeps on %I', t);
    execute format('create policy sec_keeps on %I to tutela_sec using (true) with check (true)', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;
-- As far as the term itself is seen.
drop policy if exists seen on trustee_term_step;
create policy seen on trustee_term_step for select to tutela_app, tutela_owner using (exists (select from trustee_term t where t.id = term_id));

-- An appointment stays as it was recorded, and is answered once.
create or replace function refuse_term_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.trust_id, new.person_id, new.starts_on, new.authority, new.authority_reference, new.reason, new.appointed_by, new.appointed_at)
       is distinct from (old.id, old.trust_id, old.person_id, old.starts_on, old.authority, old.authority_reference, old.reason, old.appointed_by, old.appointed_at)
     or new.accepted_on is distinct from coalesce(old.accepted_on, new.accepted_on)
     or new.declined_on is distinct from coalesce(old.declined_on, new.declined_on)
     or new.ended_at is distinct from coalesce(old.ended_at, new.ended_at) then
    raise exception 'an appointment is written once' using errcode = 'LE010';
  end if;
  return new;
end $$;

set local role tutela_sec;

-- What a step says of the term, where every query finds it. An end that is set ahead only comes nearer.
create or replace function sec.keep_term() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  update trustee_term set
      accepted_on = case new.step when 'accepted' then new.on_day else accepted_on end,
      declined_on = case new.step when 'declined' then new.on_day else declined_on end,
      ends_on = case when new.step in ('ended', 'ended_at_once') then least(ends_on, new.on_day) else ends_on end,
      ended_at = case new.step when 'ended_at_once' then new.at else ended_at end
   where id = new.term_id and new.step in ('accepted', 'declined', 'ended', 'ended_at_once');
  return null;
end $$;

-- One office of a person in a trust at a time: two terms would be counted as two trustees.
create or replace function sec.check_seated_once() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('role_grant'), new.person_id::integer);
  if exists (select from trustee_term t
              where t.id <> new.id and t.person_id = new.person_id and t.trust_id = new.trust_id and sec.term_binds(t)
                and t.starts_on <= coalesce(new.ends_on, 'infinity') and new.starts_on <= coalesce(t.ends_on, 'infinity')) then
    raise exception 'this person''s already' using errcode = 'RG010';
  end if;
  return null;
end $$;
grant execute on function sec.keep_term(), sec.check_seated_once() to tutela_owner;

-- Who may know of a term: who was appointed, whoever reads the trust's books or what was filed of it, and who keeps terms,
-- who sees nothing of the trust but its code.
create or replace function sec.knows_trust_of_terms(p_trust bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce(case when sec.has_role('administrator') then not sec.conflicted(sec.person(), p_trust, null)
    else p_trust <> all(sec.hidden_trusts()) and (p_trust = any(sec.money_trusts()) or p_trust = any(sec.docket_trusts())) end, false)
$$;

-- A term for who answers it: one after the other, and nobody else's.
create or replace function sec.lock_term(p_id bigint) returns trustee_term
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare t trustee_term%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into t from trustee_term where id = p_id for update;
  if t.id is null or (t.person_id is distinct from sec.person() and not sec.knows_trust_of_terms(t.trust_id)) then
    raise exception 'no such term' using errcode = 'RG014';
  end if;
  return t;
end $$;

create or replace function sec.keep_term_step(t trustee_term, p_step text, p_day date, p_kind text, p_reference text, p_words text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  insert into trustee_term_step (term_id, step, person_id, on_day, kind, reference, words)
    values (t.id, p_step, sec.person(), p_day, p_kind, btrim(p_reference), btrim(p_words));
  perform record_audit_event(case p_step when 'accepted' then 'trustee-term.accepted' when 'declined' then 'trustee-term.declined'
      when 'notice_given' then 'trustee-term.notice-given' when 'delivered' then 'trustee-term.delivered' else 'trustee-term.ended' end,
    'trustee-term', t.id::text, t.trust_id, null,
    jsonb_strip_nulls(jsonb_build_object('person', t.person_id::text, 'on', p_day::text, 'ending', nullif(p_kind, ''))));
end $$;

create or replace function sec.appoint_trustee(p_trust text, p_person bigint, p_from date, p_until date, p_authority text, p_reference text, p_reason text)
  returns bigint language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_by bigint := sec.demand_administrator(p_person);
  v_trust bigint := (select id from trust where code = p_trust);
  v_from date := coalesce(p_from, legal_today());
  v_id bigint;
begin
  if v_trust is null or not sec.knows_trust_of_terms(v_trust) or not coalesce('trustee' = any(sec.roles_of(p_person)), false) then
    raise exception 'no such trust, or nobody with the role' using errcode = 'RG009';
  elsif v_from < legal_today() or p_until < v_from then
    raise exception 'not these days' using errcode = 'RG008';
  end if;
  insert into trustee_term (trust_id, person_id, starts_on, ends_on, authority, authority_reference, reason, appointed_by)
    values (v_trust, p_person, v_from, p_until, p_authority, btrim(p_reference), sec.demand_reason(p_reason), v_by) returning id into v_id;
  perform record_audit_event('trustee-term.appointed', 'trustee-term', v_id::text, v_trust, null,
    jsonb_strip_nulls(jsonb_build_object('person', p_person::text, 'from', v_from::text, 'until', p_until::text)));
  return v_id;
end $$;

-- An appointment for who was appointed, while it is open.
create or replace function sec.lock_appointment(p_id bigint) returns trustee_term
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare t trustee_term := sec.lock_term(p_id);
begin
  if t.person_id <> sec.person() or not sec.holds_role('trustee') then
    raise exception 'not who was appointed' using errcode = 'RG011';
  elsif t.accepted_on is not null or not sec.term_binds(t) or t.ends_on < legal_today() then
    raise exception 'answered or over' using errcode = 'RG012';
  end if;
  return t;
end $$;

create or replace function sec.accept_appointment(p_id bigint) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  perform sec.keep_term_step(sec.lock_appointment(p_id), 'accepted', legal_today(), '', '', '');
end $$;

create or replace function sec.decline_appointment(p_id bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  perform sec.keep_term_step(sec.lock_appointment(p_id), 'declined', legal_today(), '', '', p_reason);
end $$;

-- After a last day, or at once where none is said. Who resigns says a day; at once is for who records what a court or death did.
create or replace function sec.end_term(p_id bigint, p_kind text, p_on date, p_reference text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  t trustee_term := sec.lock_term(p_id);
  v_own boolean := t.person_id = sec.person();
begin
  if not v_own and not sec.has_role('administrator') then
    raise exception 'only an administrator, or oneself' using errcode = 'RG011';
  elsif not sec.term_binds(t) or t.ends_on < legal_today() or p_on >= t.ends_on then
    raise exception 'over, or over by then' using errcode = 'RG012';
  elsif (p_kind = 'withdrawn') <> (t.accepted_on is null) or (p_kind = 'withdrawn' and p_on is not null)
     or (v_own and (p_kind not in ('resignation', 'resignation_allowed') or p_on is null)) then
    raise exception 'not a way in which this ends' using errcode = 'RG015';
  elsif p_kind = 'resignation' and (p_on is null or p_on < legal_today() + policy_value('TR-2', 'notice_days', legal_today())::int) then
    raise exception 'too short a notice' using errcode = 'RG013';
  elsif p_on < legal_today() or (p_on < t.starts_on) then
    raise exception 'not that day' using errcode = 'RG008';
  end if;
  perform sec.keep_term_step(t, case when p_on is null then 'ended_at_once' else 'ended' end, coalesce(p_on, legal_today()),
    p_kind, p_reference, p_reason);
  -- Nobody goes on as what they were; whose appointment is withdrawn was nothing yet.
  if p_on is null and t.accepted_on is not null then
    perform sec.end_sessions_of(t.person_id);
    -- Nor does anybody go on in their place, also where they are appointed again.
    perform sec.keep_step(d, 'ended', p_reason) from sec.open_delegations() d where d.delegator_id = t.person_id and d.trust_id = t.trust_id;
  end if;
end $$;

-- The trustees of the trust answer for both; of what was handed over, who keeps terms as well.
create or replace function sec.record_term_notice(p_id bigint, p_on date, p_how text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare t trustee_term := sec.lock_term(p_id);
begin
  if not sec.holds_role('trustee') or not sec.in_office(sec.person(), t.trust_id) then
    raise exception 'not a trustee in office' using errcode = 'RG011';
  elsif t.accepted_on is null or exists (select from trustee_term_step s where s.term_id = t.id and s.step = 'notice_given') then
    raise exception 'not due' using errcode = 'RG016';
  elsif p_on not between t.accepted_on and legal_today() then
    raise exception 'not that day' using errcode = 'RG017';
  end if;
  perform sec.keep_term_step(t, 'notice_given', p_on, '', '', p_how);
end $$;

create or replace function sec.record_term_delivery(p_id bigint, p_on date, p_to text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare t trustee_term := sec.lock_term(p_id);
begin
  if not sec.has_role('administrator') and not (sec.holds_role('trustee') and sec.in_office(sec.person(), t.trust_id)) then
    raise exception 'not a trustee in office' using errcode = 'RG011';
  elsif not sec.owes_delivery(t) then
    raise exception 'not due' using errcode = 'RG016';
  elsif p_on not between t.accepted_on and legal_today() then
    raise exception 'not that day' using errcode = 'RG017';
  end if;
  perform sec.keep_term_step(t, 'delivered', p_on, '', '', p_to);
end $$;

-- Whoever was in office and is not any more has to hand over what is held of the trust (UTC 707(b)). An end before the term
-- began leaves nothing to hand over.
create or replace function sec.owes_delivery(t trustee_term) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select t.accepted_on is not null and (t.ended_at is not null or t.ends_on < legal_today()) and greatest(t.starts_on, t.accepted_on) <= t.ends_on
     and not exists (select from trustee_term_step s where s.term_id = t.id and s.step = 'delivered')
     and not exists (select from trustee_term o where o.trust_id = t.trust_id and o.person_id = t.person_id and sec.term_stands(o))
$$;

-- The terms the reader may know of, of one trust or of all: the trust's code, names, days and authorities, and nothing of its
-- books. Due: the last day to give notice of the new trustee, by policy TR-1 as it was on the day of acceptance.
create or replace function sec.trustee_terms(p_trust text default null) returns table (
  id bigint, trust text, person_id bigint, person text, starts_on date, ends_on date, authority text, reference text, reason text,
  appointed_by text, accepted_on date, declined_on date, ended_at timestamptz, stands boolean, notice_due_on date, owes_delivery boolean, steps jsonb)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select t.id, c.code, t.person_id, p.name, t.starts_on, t.ends_on, t.authority, t.authority_reference, t.reason,
      b.name, t.accepted_on, t.declined_on, t.ended_at, sec.term_stands(t),
      t.accepted_on + policy_value('TR-1', 'notice_days', t.accepted_on)::int, sec.owes_delivery(t),
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'by', w.name, 'on', s.on_day, 'kind', s.kind, 'reference', s.reference,
          'words', s.words) order by s.id)
        from trustee_term_step s join person w on w.id = s.person_id where s.term_id = t.id), '[]')
    from trustee_term t join trust c on c.id = t.trust_id join person p on p.id = t.person_id left join person b on b.id = t.appointed_by
   where (p_trust is null or c.code = p_trust) and (t.person_id = sec.person() or sec.knows_trust_of_terms(t.trust_id))
   order by c.code, greatest(t.starts_on, t.accepted_on) desc, p.name, t.id
$$;

-- The trusts whose terms the reader may know, by code.
create or replace function sec.trusts_of_terms() returns setof text
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select c.code from trust c
   where sec.knows_trust_of_terms(c.id) or exists (select from trustee_term t where t.trust_id = c.id and t.person_id = sec.person())
   order by c.code
$$;

-- The cast's trustees accepted before the demo world begins, and gave notice. A live installation has no such door.
create or replace function sec.lay_term(p_trust bigint, p_person bigint, p_from date, p_until date, p_authority text, p_reference text, p_notice text)
  returns bigint language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare v_id bigint;
begin
  if not sec.has_role('operator') or (select mode from installation) <> 'demo' then
    raise exception 'terms are laid down in a demo world only' using errcode = 'TU002';
  end if;
  insert into trustee_term (trust_id, person_id, starts_on, ends_on, authority, authority_reference)
    values (p_trust, p_person, p_from, p_until, p_authority, p_reference) returning id into v_id;
  insert into trustee_term_step (term_id, step, person_id, on_day, words)
    select v_id, x.step, p_person, p_from, x.words from (values ('accepted', ''), ('notice_given', p_notice)) as x(step, words);
  return v_id;
end $$;

grant execute on function sec.appoint_trustee(text, bigint, date, date, text, text, text), sec.accept_appointment(bigint),
  sec.decline_appointment(bigint, text), sec.end_term(bigint, text, date, text, text), sec.record_term_notice(bigint, date, text),
  sec.record_term_delivery(bigint, date, text), sec.trustee_terms(text), sec.trusts_of_terms(),
  sec.lay_term(bigint, bigint, date, date, text, text, text) to tutela_app;

set local role tutela_owner;
create or replace trigger written_once before update or delete on trustee_term_step for each row execute function refuse_change();
alter table trustee_term_step enable always trigger written_once;
create or replace trigger term_kept after insert on trustee_term_step for each row execute function sec.keep_term();
alter table trustee_term_step enable always trigger term_kept;
create or replace trigger appointed_once before update on trustee_term for each row execute function refuse_term_change();
alter table trustee_term enable always trigger appointed_once;
create or replace trigger never_deleted before delete on trustee_term for each row execute function refuse_change();
alter table trustee_term enable always trigger never_deleted;
create or replace trigger seated_once after insert on trustee_term for each row execute function sec.check_seated_once();
alter table trustee_term enable always trigger seated_once;
