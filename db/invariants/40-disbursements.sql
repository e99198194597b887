-- size: one request from being asked to being paid; each step asks the others' rules.
-- Who may decide and pay, as far as the database must be sure of it whatever the application does. UTC 703, 802; the
-- bands and the quorum are policy (approval-rule.ts). Error codes: DI001 own request · DI002 decided already · DI003 changed
-- meanwhile · DI004 not in office · DI005 not enough valid approvals · DI006 above what is available · DI007 duties that do
-- not go together · DI013 the provider's account was stopped · DI014 who asked for the
-- provider's account · DI015 services of it are hidden from who approves or changes it · DI008 not in a state for this · DI009
-- no such request. DG008: who hands over powers and who stands in count as one person (13-delegations.sql), so that the two
-- neither ask and decide, nor decide both.

create or replace function check_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  d disbursement%rowtype;
  v_limit numeric := policy_value('AP-1', 'limit', legal_today())::numeric;
begin
  select * into d from disbursement where id = new.disbursement_id;
  if new.made_by is distinct from sec.person() or new.version <> d.version then
    raise exception 'a version is made by the person who asks, for the request as it stands' using errcode = 'DI008';
  end if;
  if v_limit is null or (new.amount > v_limit and new.required_approvals < 2) then
    raise exception 'above % two trustees must agree', v_limit using errcode = 'DI005';
  end if;
  if not exists (select 1 from subaccount where id = d.subaccount_id and posted - held >= new.amount) then
    raise exception 'the request is above what is available' using errcode = 'DI006';
  end if;
  new.delegation_id := (sec.lent_in(new.trust_id)).id;
  if sec.keeps_payee(array[sec.person(), (sec.lent_in(new.trust_id)).delegator_id], d.provider_id) then
    raise exception 'who keeps the payee''s account does not ask for its payment' using errcode = 'DI014';
  end if;
  return new;
end $$;
drop trigger if exists version_within_rules on disbursement_version;
create trigger version_within_rules before insert on disbursement_version for each row execute function check_version();
alter table disbursement_version enable always trigger version_within_rules;

-- A request begins as one: asked by who is signed in, waiting, in its first version. And it never stands without the
-- version that says what is asked, so that there is always something to agree to.
create or replace function check_request_begins() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.requested_by is distinct from sec.person() or new.state <> 'submitted' or new.version <> 1 then
    raise exception 'a request begins waiting, in its first version, by who asks' using errcode = 'DI008';
  end if;
  return new;
end $$;
drop trigger if exists request_begins on disbursement;
create trigger request_begins before insert on disbursement for each row execute function check_request_begins();
alter table disbursement enable always trigger request_begins;

create or replace function check_request_says_what() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from disbursement_version where disbursement_id = new.id and version = new.version) then
    raise exception 'a request says what is asked' using errcode = 'DI008';
  end if;
  return null;
end $$;
drop trigger if exists request_says_what on disbursement;
create constraint trigger request_says_what after insert or update on disbursement deferrable initially deferred
  for each row execute function check_request_says_what();
alter table disbursement enable always trigger request_says_what;

-- What is paid for stands before the first decision: attended services of this child by this provider, added by who asks.
create or replace function check_line() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from disbursement d join service_delivered s on s.id = new.service_delivered_id
                  where d.id = new.disbursement_id and d.requested_by = sec.person() and d.state = 'submitted'
                    and s.beneficiary_id = d.beneficiary_id and s.provider_id = d.provider_id and s.attendance = 'attended'
                    and not exists (select 1 from approval a where a.disbursement_id = d.id)) or new.released_at is not null then
    raise exception 'the service does not belong to this request' using errcode = 'DI008';
  end if;
  return new;
end $$;
drop trigger if exists line_belongs on disbursement_line;
create trigger line_belongs before insert on disbursement_line for each row execute function check_line();
alter table disbursement_line enable always trigger line_belongs;

-- Whether one of these people wrote a version of the request, or had it written in their place.
create or replace function made_by_one_of(p_disbursement bigint, p_people bigint[]) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select 1 from disbursement_version m left join delegation g on g.id = m.delegation_id
                  where m.disbursement_id = p_disbursement and array[m.made_by, g.delegator_id] && p_people)
$$;

-- Approvals that count: for the version and hash that stand, not withdrawn, by a trustee who decides today (sec.decides), or by
-- who stands in for one today, where neither of the two asked for it or wrote any version of it. The two are one. None counts
-- that was given before somebody agreed to the account on which the provider is paid now (93-payout-accounts.sql).
create or replace function valid_approvals(p_disbursement bigint) returns int
language sql stable set search_path = public, pg_temp as $$
  select count(distinct coalesce(g.delegator_id, a.person_id))::int
    from disbursement d
    join disbursement_version v on v.disbursement_id = d.id and v.version = d.version
    join approval a on a.disbursement_id = d.id and a.version = d.version and a.request_hash = v.request_hash and a.decision = 'approve'
    left join delegation g on g.id = a.delegation_id
   where d.id = p_disbursement and a.person_id <> d.requested_by
     and case when a.delegation_id is null then sec.decides(a.person_id, d.trust_id, d.beneficiary_id)
              else sec.delegation_stands(a.delegation_id) and not sec.conflicted(a.person_id, d.trust_id, d.beneficiary_id)
               and sec.decides(g.delegator_id, d.trust_id, d.beneficiary_id) end
     and not made_by_one_of(d.id, array[a.person_id, g.delegator_id])
     and sec.in_office_since(coalesce(g.delegator_id, a.person_id), d.trust_id, a.decided_at)
     and a.decided_at >= coalesce(sec.payee_agreed_at(d.provider_id), '-infinity')
     and not exists (select 1 from approval_withdrawal w where w.approval_id = a.id)
$$;

-- The same for who reads the request.
create or replace function count_valid_approvals(p_disbursement bigint) returns int
language sql stable security definer set search_path = public, pg_temp as $$ select valid_approvals(p_disbursement) $$;

create or replace function still_approved(p_disbursement bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select valid_approvals(d.id) >= v.required_approvals
    from disbursement d join disbursement_version v on v.disbursement_id = d.id and v.version = d.version where d.id = p_disbursement
$$;

create or replace function check_disbursement_step() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare v_required int;
begin
  if (new.id, new.reference, new.trust_id, new.subaccount_id, new.beneficiary_id, new.requested_by, new.requested_at)
     is distinct from (old.id, old.reference, old.trust_id, old.subaccount_id, old.beneficiary_id, old.requested_by, old.requested_at) then
    raise exception 'what was asked, by whom and for whom stays' using errcode = 'DI008';
  end if;
  if new.state = 'submitted' and new.version = old.version + 1 and sec.person() = old.requested_by
     and (old.state in ('submitted', 'changes_asked') or (old.state = 'approved' and not still_approved(old.id))) then
    return new;
  end if;
  if new.version <> old.version or (old.state, new.state) not in
     (('submitted', 'approved'), ('submitted', 'rejected'), ('submitted', 'changes_asked'), ('approved', 'submitted'), ('approved', 'paid'),
      ('paid', 'returned')) then
    raise exception 'a request that is % cannot become %', old.state, new.state using errcode = 'DI008';
  end if;
  select required_approvals into v_required from disbursement_version where disbursement_id = new.id and version = new.version;
  if new.state in ('approved', 'paid') and valid_approvals(new.id) < v_required then
    raise exception 'fewer than % valid approvals', v_required using errcode = 'DI005';
  end if;
  if new.state = 'submitted' and valid_approvals(new.id) >= v_required then
    raise exception 'it is still approved' using errcode = 'DI008';
  end if;
  if new.state = 'paid' and not exists (select 1 from payment where disbursement_id = new.id) then
    raise exception 'no payment is recorded' using errcode = 'DI008';
  end if;
  if new.state = 'returned' and not exists (select 1 from payment_return r join payment p on p.id = r.payment_id where p.disbursement_id = new.id) then
    raise exception 'no return is recorded' using errcode = 'DI008';
  end if;
  if (new.state = 'rejected' and not exists (select 1 from approval where disbursement_id = new.id and version = new.version and decision = 'reject'))
     or (new.state = 'changes_asked' and not exists (select 1 from approval where disbursement_id = new.id and version = new.version and decision = 'ask_for_changes')) then
    raise exception 'no decision says so' using errcode = 'DI008';
  end if;
  return new;
end $$;
drop trigger if exists disbursement_step on disbursement;
create trigger disbursement_step before update on disbursement for each row execute function check_disbursement_step();
alter table disbursement enable always trigger disbursement_step;

-- Opens the next version of a request that is not approved yet, or whose approvals no longer count; the decisions on the earlier
-- one stay on record.
create or replace function begin_revision(p_reference text) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d disbursement%rowtype;
begin
  select * into d from disbursement where reference = p_reference for update;
  if not found then raise exception 'no such request' using errcode = 'DI009'; end if;
  if d.requested_by <> sec.person() then raise exception 'only the person who asked may change it' using errcode = 'DI007'; end if;
  perform demand_services_seen(d.id);
  if d.state = 'approved' and not still_approved(d.id) then
    perform close_hold('payment', payment_hold(d.reference), 'voided');
  end if;
  update disbursement set state = 'submitted', version = d.version + 1 where id = d.id;
  return d.version + 1;
end $$;

-- Records one decision and carries the request to the state that follows from it. Returns that state.
create or replace function record_approval(
  p_reference text, p_version int, p_hash text, p_decision text, p_standards text[], p_other_resources text, p_reason text, p_judgement text
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  d disbursement%rowtype;
  v disbursement_version%rowtype;
  v_me bigint := sec.person();
  v_lent delegation;
  v_us bigint[];
begin
  perform sec.demand_fresh_factor();
  select * into d from disbursement where reference = p_reference for update;
  if not found then raise exception 'no such request' using errcode = 'DI009'; end if;
  select * into v from disbursement_version where disbursement_id = d.id and version = d.version;
  v_lent := sec.lent_in(d.trust_id);
  v_us := array[v_me, v_lent.delegator_id];
  if d.requested_by = v_me or exists (select 1 from disbursement_version where disbursement_id = d.id and made_by = v_me) then
    raise exception 'the person who asks does not decide' using errcode = 'DI001';
  end if;
  if made_by_one_of(d.id, v_us) then
    raise exception 'one of two who count as one asked' using errcode = 'DG008';
  end if;
  if v_lent.id is null and not sec.decides(v_me, d.trust_id, d.beneficiary_id) then
    raise exception 'not a trustee in office' using errcode = 'DI004';
  end if;
  if sec.logged_by_one_of(d.id, v_us) then
    raise exception 'who logged the service does not approve its payment' using errcode = 'DI007';
  end if;
  if sec.keeps_payee(v_us, d.provider_id) then
    raise exception 'who keeps the payee''s account does not approve' using errcode = 'DI014';
  end if;
  if d.version is distinct from p_version or v.request_hash is distinct from p_hash then
    raise exception 'the request changed meanwhile' using errcode = 'DI003';
  end if;
  if exists (select 1 from approval where disbursement_id = d.id and version = d.version and person_id = v_me) then
    raise exception 'decided already' using errcode = 'DI002';
  end if;
  -- A conflict of who hands over binds who stands in; one of who stands in sends the request back to the other.
  if exists (select 1 from approval a left join delegation g on g.id = a.delegation_id
              where a.disbursement_id = d.id and a.version = d.version and not exists (select 1 from approval_withdrawal w where w.approval_id = a.id)
                and (a.person_id = v_lent.delegator_id
                  or (g.delegator_id = v_me and a.decision <> 'step_aside' and sec.delegation_stands(g.id)))) then
    raise exception 'one of two who count as one decided' using errcode = 'DG008';
  end if;
  if d.state <> 'submitted' then raise exception 'it is % and takes no decision', d.state using errcode = 'DI008'; end if;
  if p_decision = 'approve' then
    perform demand_services_seen(d.id);
  end if;

  insert into approval (trust_id, disbursement_id, version, request_hash, person_id, delegation_id, decision, standards, other_resources, reason, judgement)
    values (d.trust_id, d.id, d.version, v.request_hash, v_me, v_lent.id, p_decision, p_standards, p_other_resources, p_reason, p_judgement);

  if p_decision = 'reject' then
    update disbursement_line set released_at = clock_timestamp() where disbursement_id = d.id and released_at is null;
    update disbursement set state = 'rejected' where id = d.id;
    return 'rejected';
  elsif p_decision = 'ask_for_changes' then
    update disbursement set state = 'changes_asked' where id = d.id;
    return 'changes_asked';
  elsif p_decision = 'approve' and valid_approvals(d.id) >= v.required_approvals then
    perform set_hold(d.subaccount_id, v.amount, 'payment', d.reference || ' v' || d.version || ' a' || (select max(id) from approval where disbursement_id = d.id));
    update disbursement set state = 'approved' where id = d.id;
    return 'approved';
  end if;
  return 'submitted';
end $$;

-- The standing hold of an approved request. Each approval round has its own source, so that a withdrawn round's hold stays on record.
create or replace function payment_hold(p_reference text) returns text
language sql stable set search_path = public, pg_temp as $$
  select source_ref from hold where reason = 'payment' and source_ref like p_reference || ' v%' and ended_at is null
$$;

create or replace function withdraw_approval(p_reference text, p_reason text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  d disbursement%rowtype;
  v_approval bigint;
  v_required int;
begin
  perform sec.demand_fresh_factor();
  select * into d from disbursement where reference = p_reference for update;
  if not found then raise exception 'no such request' using errcode = 'DI009'; end if;
  select a.id into v_approval from approval a
   where a.disbursement_id = d.id and a.version = d.version and a.person_id = sec.person() and a.decision = 'approve'
     and not exists (select 1 from approval_withdrawal w where w.approval_id = a.id);
  if v_approval is null or d.state not in ('submitted', 'approved') then
    raise exception 'nothing to withdraw' using errcode = 'DI008';
  end if;
  insert into approval_withdrawal (approval_id, trust_id, disbursement_id, reason) values (v_approval, d.trust_id, d.id, p_reason);
  select required_approvals into v_required from disbursement_version where disbursement_id = d.id and version = d.version;
  if d.state = 'approved' and valid_approvals(d.id) < v_required then
    perform close_hold('payment', payment_hold(d.reference), 'voided');
    update disbursement set state = 'submitted' where id = d.id;
    return 'submitted';
  end if;
  return d.state;
end $$;

-- Who asks, approves or logged the service neither pays for it nor says that the payment came back.
create or replace function demand_apart(d disbursement) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare v_me bigint := sec.person();
begin
  if made_by_one_of(d.id, array[v_me]) or d.requested_by = v_me
     or exists (select 1 from approval a left join delegation g on g.id = a.delegation_id
                 where a.disbursement_id = d.id and v_me in (a.person_id, g.delegator_id)) then
    raise exception 'who asks or approves does not pay' using errcode = 'DI007';
  end if;
  if sec.logged_by_one_of(d.id, array[v_me]) then
    raise exception 'who logged the service does not pay for it' using errcode = 'DI007';
  end if;
  if sec.keeps_payee(array[v_me], d.provider_id) then
    raise exception 'who keeps the payee''s account does not pay' using errcode = 'DI014';
  end if;
end $$;

-- Pays an approved request: settles its hold, posts the entry, records the payment. One transaction, one lock order.
create or replace function record_payment(
  p_reference text, p_payment_reference text, p_paid_on date, p_bank_reference text, p_principal numeric, p_income numeric
) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  d disbursement%rowtype;
  v disbursement_version%rowtype;
  v_provider text;
  v_entry bigint;
  v_account bigint;
  v_me bigint := sec.person();
begin
  perform sec.demand_fresh_factor();
  select * into d from disbursement where reference = p_reference for update;
  if not found then raise exception 'no such request' using errcode = 'DI009'; end if;
  select * into v from disbursement_version where disbursement_id = d.id and version = d.version;
  perform pg_advisory_xact_lock_shared(hashtext('payout_account'), d.provider_id::integer);
  v_account := sec.payout_account_in_force(d.provider_id);
  if v_account is null and exists (select from payout_account a join payout_account_step s on s.account_id = a.id
                                    where a.provider_id = d.provider_id and s.step = 'agreed' and s.in_force_from <= clock_timestamp()) then
    raise exception 'the account of this provider was stopped' using errcode = 'DI013';
  end if;
  if d.state <> 'approved' then raise exception 'it is % and cannot be paid', d.state using errcode = 'DI008'; end if;
  perform demand_apart(d);
  if v.required_approvals is null or valid_approvals(d.id) < v.required_approvals then
    raise exception 'fewer than % valid approvals', v.required_approvals using errcode = 'DI005';
  end if;
  if p_principal is null or p_income is null or p_principal < 0 or p_income < 0 or p_principal + p_income is distinct from v.amount then
    raise exception 'the parts are not the approved amount' using errcode = 'DI003';
  end if;
  select code into v_provider from provider where id = d.provider_id;
  perform share_books(d.trust_id);
  perform close_hold('payment', payment_hold(d.reference), 'settled');
  v_entry := (
    with parts as (
      select * from (values ('principal', p_principal), ('income', p_income)) as x(part, amount) where amount > 0
    ), legs as (
      select 'distribution:' || v.category as code, part, amount from parts
      union all select 'asset:cash', part, -amount from parts
    )
    select post_journal_entry(d.trust_id, 'distribution', p_paid_on, null, v.purpose, v_provider, v.category, d.reference,
             'payment', p_payment_reference, v.request_hash, null,
             array_agg(code), array_agg(d.subaccount_id), array_agg(part), array_agg(amount), array_agg(null::text), array_agg(null::bigint), array_agg(null::numeric))
      from legs);
  insert into payment (reference, trust_id, disbursement_id, amount, currency, paid_on, bank_reference, recorded_by, entry_id, payout_account_id)
    values (p_payment_reference, d.trust_id, d.id, v.amount, v.currency, p_paid_on, p_bank_reference, v_me, v_entry, v_account);
  update disbursement set state = 'paid' where id = d.id;
  return v_entry;
end $$;
