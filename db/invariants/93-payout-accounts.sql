-- Where a provider is paid. Three people change it, none of whom alone or with one other moves money to a new account: finance
-- asks; another, and nobody who stands in for them, calls the provider back on a number that was on file before; a third agrees on a
-- proof from the bank. Then it waits (policy PO-1), and until it is in force the account before it is paid. Approvals from before
-- the agreement no longer count (40-disbursements.sql), and who asked neither asks for, approves nor records a payment to it (DI014).
-- Whose account it is and its number are the vault's. Who loses a court's money to a changed address is a case of record: USTP, a
-- chapter 13 receptionist, 1996.
-- Codes: PO001 no such provider or account; PO002 not who does this; PO003 a change is under way; PO004 not open to this;
-- PO005 the number was not on file long enough; PO006 who asked for a payment to this provider that is
-- not over; PO007 laid down in a demo world only. SI002.
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['payout_account', 'payout_account_step'] loop
    execute format('grant insert, select on %I to tutela_sec', t);
    execute format('grant select on %I to tutela_app', t);
    execute format('drop policy if exists sec_keeps on %I', t);
    execute format('create policy sec_keeps on %I to tutela_sec using (true) with check (true)', t);
    execute format('drop policy if exists seen on %I', t);
    execute format('create policy seen on %I for select to tutela_app, tutela_owner using ((select sec.has_a_role(''{finance,trustee,auditor,operator}'')))', t);
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
  -- Who asked for a payment that is not over.
  grant select on disbursement_version to tutela_sec;
  drop policy if exists read_for_payees on disbursement_version;
  create policy read_for_payees on disbursement_version for select to tutela_sec using (true);
end $$;

set local role tutela_sec;

-- One change of a provider at a time: nobody asks, agrees or stops while another does.
create or replace function sec.open_payout_account(p_account bigint) returns payout_account
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare a payout_account;
begin
  perform sec.demand_fresh_factor();
  if not (sec.holds_role('finance') or (sec.holds_role('trustee')
       and exists (select from trustee_term t where t.person_id = sec.person() and sec.term_stands(t)))) then
    raise exception 'finance, or a trustee in office' using errcode = 'PO002';
  end if;
  select * into a from payout_account where id = p_account;
  if a.id is null then
    raise exception 'no such account' using errcode = 'PO001';
  end if;
  perform pg_advisory_xact_lock(hashtext('payout_account'), a.provider_id::integer);
  return a;
end $$;

create or replace function sec.note_payout_account(p_action text, a payout_account, p_facts jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
begin
  perform record_audit_event(p_action, 'provider', (select code from provider where id = a.provider_id), null, null,
    jsonb_build_object('version', a.version::text) || p_facts);
end $$;

-- Answers the number of the account, whose values the vault keeps in the same transaction.
create or replace function sec.ask_payout_account(p_provider text, p_ending text, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  a payout_account;
  v_provider bigint := (select id from provider where code = p_provider);
begin
  perform sec.demand_fresh_factor();
  if not sec.holds_role('finance') then
    raise exception 'only finance asks' using errcode = 'PO002';
  elsif v_provider is null then
    raise exception 'no such provider' using errcode = 'PO001';
  end if;
  perform pg_advisory_xact_lock(hashtext('payout_account'), v_provider::integer);
  if exists (select from payout_account o where o.provider_id = v_provider and sec.payout_account_state(o.id) in ('asked', 'called_back', 'waiting')) then
    raise exception 'a change is under way' using errcode = 'PO003';
  elsif exists (select from disbursement d join disbursement_version m on m.disbursement_id = d.id
                 where d.provider_id = v_provider and d.state in ('submitted', 'changes_asked', 'approved') and m.made_by = sec.person()) then
    raise exception 'who asks for a payment does not keep its payee' using errcode = 'PO006';
  elsif (p_reason = 'first') <> (sec.payout_account_in_force(v_provider) is null) then
    raise exception 'the first account, or not' using errcode = 'PO004';
  end if;
  insert into payout_account (provider_id, version, ending, reason, asked_by)
    select v_provider, coalesce(max(version), 0) + 1, p_ending, p_reason, sec.person() from payout_account where provider_id = v_provider
    returning * into a;
  perform sec.note_payout_account('payout-account.asked', a, jsonb_build_object('reason', p_reason));
  return a.id;
end $$;

-- A provider who does not confirm stops it there and then.
create or replace function sec.call_back_payout_account(p_account bigint, p_from text, p_since date, p_confirmed boolean) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare a payout_account := sec.open_payout_account(p_account);
begin
  if sec.one_person(a.asked_by, sec.person()) then
    raise exception 'who asked does not call' using errcode = 'PO002';
  elsif sec.payout_account_state(a.id) <> 'asked' then
    raise exception 'not waiting for a call' using errcode = 'PO004';
  elsif p_since > legal_today() - policy_value('PO-1', 'number_on_file_days', legal_today())::integer then
    raise exception 'the number was not on file long enough' using errcode = 'PO005';
  end if;
  insert into payout_account_step (account_id, step, person_id, number_from, on_file_since, confirmed)
    values (a.id, 'called_back', sec.person(), p_from, p_since, p_confirmed);
  perform sec.note_payout_account('payout-account.called-back', a, jsonb_build_object('confirmed', p_confirmed::text));
  if not p_confirmed then
    insert into payout_account_step (account_id, step, person_id, why) values (a.id, 'stopped', sec.person(), 'not_confirmed');
  end if;
end $$;

create or replace function sec.agree_to_payout_account(p_account bigint, p_proof text) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  a payout_account := sec.open_payout_account(p_account);
  v_hours integer := policy_value('PO-1', 'wait_hours', legal_today())::integer;
begin
  if sec.one_person(a.asked_by, sec.person())
     or exists (select from payout_account_step s where s.account_id = a.id and sec.one_person(s.person_id, sec.person())) then
    raise exception 'who asked or called does not agree' using errcode = 'PO002';
  elsif sec.payout_account_state(a.id) <> 'called_back' then
    raise exception 'not waiting for an agreement' using errcode = 'PO004';
  end if;
  insert into payout_account_step (account_id, step, person_id, proof, in_force_from)
    values (a.id, 'agreed', sec.person(), p_proof, clock_timestamp() + make_interval(hours => v_hours));
  perform sec.note_payout_account('payout-account.agreed', a, jsonb_build_object('proof', p_proof, 'wait_hours', v_hours::text));
end $$;

-- Anybody of finance and every trustee stops a change, and also an account that is in force: a doubt is enough, since nothing is
-- lost by paying later. Who asked takes it back in the same way.
create or replace function sec.stop_payout_account(p_account bigint) returns void
language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  a payout_account := sec.open_payout_account(p_account);
  v_state text := sec.payout_account_state(a.id);
  v_why text := case when a.asked_by = sec.person() and v_state <> 'in_force' then 'withdrawn' else 'doubt' end;
begin
  if v_state in ('replaced', 'stopped') then
    raise exception 'nothing to stop' using errcode = 'PO004';
  end if;
  insert into payout_account_step (account_id, step, person_id, why) values (a.id, 'stopped', sec.person(), v_why);
  perform sec.note_payout_account('payout-account.stopped', a, jsonb_build_object('why', v_why));
end $$;

-- The cast's providers were paid before the demo world begins. A live installation has no such door.
create or replace function sec.lay_payout_account(p_provider text, p_ending text, p_called bigint, p_agreed bigint, p_days_ago integer)
  returns bigint language plpgsql volatile security definer set search_path = public, sec, pg_temp as $$
declare
  v_id bigint;
  v_at timestamptz := clock_timestamp() - make_interval(days => p_days_ago);
  v_on date := legal_today() - p_days_ago;
begin
  if not sec.has_role('operator') or (select mode from installation) <> 'demo' then
    raise exception 'accounts are laid down in a demo world only' using errcode = 'PO007';
  end if;
  insert into payout_account (provider_id, version, ending, reason, asked_at)
    select id, 1, p_ending, 'first', v_at - interval '2 days' from provider where code = p_provider returning id into v_id;
  insert into payout_account_step (account_id, step, person_id, at, number_from, on_file_since, confirmed)
    values (v_id, 'called_back', p_called, v_at - interval '1 day', 'contract', v_on - 90, true);
  insert into payout_account_step (account_id, step, person_id, at, proof, in_force_from)
    values (v_id, 'agreed', p_agreed, v_at, 'bank_letter', v_at + interval '72 hours');
  return v_id;
end $$;

grant execute on function sec.call_back_payout_account(bigint, text, date, boolean), sec.agree_to_payout_account(bigint, text),
  sec.stop_payout_account(bigint), sec.lay_payout_account(text, text, bigint, bigint, integer) to tutela_app;
grant execute on function sec.ask_payout_account(text, text, text) to tutela_vault;
