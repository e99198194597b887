-- The supervisor of the caseworker who logged a service confirms it, or sends it back with a reason; once for each entry, since
-- what was sent back is put right by a new entry that names it, or withdrawn by who has the child. What was sent back does not count as given: nothing is asked,
-- approved or paid for it. Payment does not wait for a confirmation: who was there says that it was given. Who attests a
-- service neither approves nor pays for it (UTC 802; AC-5 of NIST 800-53), whichever of the two came first.
-- Codes: SR001 not the supervisor of who logged it · SR002 one's own entry · SR003 looked at already · SR004 paid already ·
-- SR005 an entry puts right one of the same child that was sent back · SR006 stands in, and this was not handed over ·
-- SR007 put right or withdrawn already · SR009 no such service · DI012 a service that was sent back is not paid for · DI007 duties that do not go together.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['service_review', 'service_withdrawal'] loop
    execute format('grant insert, select on %I to tutela_sec', t);
    execute format('drop policy if exists sec_keeps on %I', t);
    execute format('create policy sec_keeps on %I to tutela_sec using (true) with check (true)', t);
    -- The reason is the care team's, like a note. Who reads the trust's books is told what was decided, by sec.service_reviews().
    execute format('drop policy if exists seen on %I', t);
    execute format('create policy seen on %I for select to tutela_app, tutela_owner using (beneficiary_id = any((select sec.cared_beneficiaries())::bigint[]))', t);
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
  foreach t in array array['disbursement', 'disbursement_line', 'approval', 'payment', 'payment_return'] loop
    execute format('drop policy if exists read_for_reviews on %I', t);
    execute format('create policy read_for_reviews on %I for select to tutela_sec using (true)', t);
    execute format('grant select on %I to tutela_sec', t);
  end loop;
end $$;

set local role tutela_sec;

create or replace function sec.counts_as_given(p_service bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select not exists (select from service_review r where r.service_delivered_id = p_service and r.decision = 'sent_back')
$$;

-- What was decided of services whose child's records this person reads, and when; not why.
create or replace function sec.service_reviews(p_services bigint[]) returns table (service_id bigint, decision text, reviewed_at timestamptz)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select r.service_delivered_id, r.decision, r.reviewed_at from service_review r
   where r.service_delivered_id = any(p_services)
     and r.beneficiary_id = any(sec.cared_beneficiaries() || sec.money_beneficiaries()) and not r.beneficiary_id = any(sec.hidden_beneficiaries())
$$;

create or replace function sec.supervises(p_supervisor bigint, p_caseworker bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from supervision s where s.supervisor_id = p_supervisor and s.caseworker_id = p_caseworker
                    and s.starts_on <= legal_today() and s.ended_at is null)
$$;

-- Under which delegation the signed-in person looks at what this caseworker logged: null where it is in their own right.
create or replace function sec.demand_supervisor_of(p_caseworker bigint) returns delegation
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare v_lent delegation;
begin
  if p_caseworker = sec.person() then
    raise exception 'one''s own entry' using errcode = 'SR002';
  elsif sec.holds_role('supervisor') and sec.supervises(sec.person(), p_caseworker) then
    return null;
  end if;
  select d.* into v_lent from sec.my_delegations() d
   where d.role = 'supervisor' and sec.supervises(d.delegator_id, p_caseworker) order by 'review' = any(d.powers) desc, d.id limit 1;
  if v_lent.id is null then
    raise exception 'not the supervisor of who logged it' using errcode = 'SR001';
  elsif not 'review' = any(v_lent.powers) then
    raise exception 'not handed over' using errcode = 'SR006';
  end if;
  return v_lent;
end $$;

-- Who decided on, paid, or took back a payment of this service, in their own right or in somebody's place.
create or replace function sec.payers_of(p_service bigint) returns setof bigint
language sql stable security definer set search_path = public, sec, pg_temp as $$
  with asked as (select l.disbursement_id as id from disbursement_line l where l.service_delivered_id = p_service)
  select unnest(array[a.person_id, g.delegator_id]) from approval a left join delegation g on g.id = a.delegation_id
   where a.disbursement_id in (select id from asked)
  union select unnest(array[p.recorded_by, b.recorded_by]) from payment p left join payment_return b on b.payment_id = p.id
   where p.disbursement_id in (select id from asked)
$$;

create or replace function sec.review_service(p_reference text, p_decision text, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  s service_delivered%rowtype;
  v_lent delegation;
begin
  select * into s from service_delivered x where x.reference = p_reference
     and x.beneficiary_id = any(sec.cared_beneficiaries()) and not x.beneficiary_id = any(sec.hidden_beneficiaries());
  if s.id is null then
    raise exception 'no such service' using errcode = 'SR009';
  end if;
  v_lent := sec.demand_supervisor_of(s.logged_by);
  -- One look at a time, and none while the service is being asked, approved or paid for (sec.check_services_stand).
  perform pg_advisory_xact_lock(hashtext('service_review'), s.id::integer);
  if exists (select from sec.payers_of(s.id) x where x in (sec.person(), v_lent.delegator_id)) then
    raise exception 'who approves or pays does not attest' using errcode = 'DI007';
  elsif exists (select from service_review r where r.service_delivered_id = s.id) then
    raise exception 'looked at already' using errcode = 'SR003';
  elsif p_decision = 'sent_back' and exists (select from disbursement_line l join disbursement d on d.id = l.disbursement_id
                                              where l.service_delivered_id = s.id and l.released_at is null and d.state = 'paid') then
    raise exception 'paid already' using errcode = 'SR004';
  end if;
  insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by, delegation_id)
    values (s.id, s.beneficiary_id, p_decision, btrim(p_reason), sec.person(), v_lent.id);
  perform record_audit_event(case p_decision when 'confirmed' then 'service.confirmed' else 'service.sent-back' end, 'service', s.reference,
    sec.first_trust_of(s.beneficiary_id), s.beneficiary_id,
    jsonb_build_object('beneficiary', (select code from beneficiary where id = s.beneficiary_id), 'caseworker', s.logged_by::text));
end $$;

-- A trigger on each step that leads to money: the services it rests on stand, and nobody who takes it has attested one.
create or replace function sec.check_services_stand() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
declare
  v_row jsonb := to_jsonb(new);
  v_request bigint := coalesce((v_row ->> 'disbursement_id')::bigint, (select p.disbursement_id from payment p where p.id = (v_row ->> 'payment_id')::bigint));
  v_services bigint[] := case tg_table_name when 'disbursement_line' then array[(v_row ->> 'service_delivered_id')::bigint]
    else array(select l.service_delivered_id from disbursement_line l where l.disbursement_id = v_request order by 1) end;
  v_us bigint[] := case when tg_table_name in ('approval', 'payment', 'payment_return') then
    array[coalesce(v_row ->> 'person_id', v_row ->> 'recorded_by')::bigint,
          (select g.delegator_id from delegation g where g.id = (v_row ->> 'delegation_id')::bigint)] end;
begin
  perform pg_advisory_xact_lock_shared(hashtext('service_review'), x::integer) from unnest(v_services) x;
  if exists (select from service_review r left join delegation g on g.id = r.delegation_id
              where r.service_delivered_id = any(v_services) and array[r.reviewed_by, g.delegator_id] && v_us) then
    raise exception 'who attests a service does not approve or pay for it' using errcode = 'DI007';
  elsif tg_table_name <> 'payment_return' and coalesce(v_row ->> 'decision', 'approve') = 'approve'
        and exists (select from unnest(v_services) x where not sec.counts_as_given(x)) then
    raise exception 'a service was sent back' using errcode = 'DI012';
  end if;
  return new;
end $$;

-- Whoever puts an entry right and whoever withdraws it meet here: one of the two is done.
create or replace function sec.demand_sent_back(p_service bigint) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('service_review'), p_service::integer);
  if sec.counts_as_given(p_service) then
    raise exception 'it was not sent back' using errcode = 'SR005';
  elsif exists (select from service_delivered x where x.replaces_id = p_service)
     or exists (select from service_withdrawal w where w.service_delivered_id = p_service) then
    raise exception 'put right or withdrawn already' using errcode = 'SR007';
  end if;
end $$;

create or replace function sec.withdraw_service(p_reference text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare s service_delivered%rowtype;
begin
  select * into s from service_delivered x where x.reference = p_reference and sec.has_role('caseworker')
     and x.beneficiary_id = any(sec.assigned_beneficiaries()) and not x.beneficiary_id = any(sec.hidden_beneficiaries());
  if s.id is null then
    raise exception 'no such service' using errcode = 'SR009';
  end if;
  perform sec.demand_sent_back(s.id);
  insert into service_withdrawal (service_delivered_id, beneficiary_id, withdrawn_by) values (s.id, s.beneficiary_id, sec.person());
  perform record_audit_event('service.withdrawn', 'service', s.reference, sec.first_trust_of(s.beneficiary_id), s.beneficiary_id,
    jsonb_build_object('beneficiary', (select code from beneficiary where id = s.beneficiary_id)));
end $$;

create or replace function sec.check_puts_right() returns trigger
language plpgsql security definer set search_path = public, sec, pg_temp as $$
begin
  perform sec.demand_sent_back(new.replaces_id);
  if not exists (select from service_delivered x where x.id = new.replaces_id and x.beneficiary_id = new.beneficiary_id) then
    raise exception 'of another child' using errcode = 'SR005';
  end if;
  return new;
end $$;

grant execute on function sec.counts_as_given(bigint), sec.service_reviews(bigint[]), sec.supervises(bigint, bigint) to tutela_app, tutela_owner;
grant execute on function sec.review_service(text, text, text), sec.withdraw_service(text) to tutela_app;
grant execute on function sec.check_services_stand(), sec.check_puts_right() to tutela_owner;

set local role tutela_owner;
do $$
declare t text;
begin
  -- The last to be asked, so that whom another rule refuses is told nothing of the services.
  foreach t in array array['disbursement_version', 'disbursement_line', 'approval', 'payment', 'payment_return'] loop
    execute format('create or replace trigger z_services_stand before insert on %I for each row execute function sec.check_services_stand()', t);
    execute format('alter table %I enable always trigger z_services_stand', t);
  end loop;
end $$;
create or replace trigger puts_right before insert on service_delivered for each row when (new.replaces_id is not null)
  execute function sec.check_puts_right();
alter table service_delivered enable always trigger puts_right;
