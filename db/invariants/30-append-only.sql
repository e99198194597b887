-- What is written once stays. The app's role holds no UPDATE or DELETE here, and these triggers refuse the owner and a
-- superuser with session_replication_role = replica as well (ENABLE ALWAYS). Error code LE010.
create or replace function refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% on % is refused: it is written once and corrected by a new record', tg_op, tg_table_name using errcode = 'LE010';
end $$;

-- A hold may end, once; nothing else about it moves.
create or replace function refuse_hold_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null or new.ended_at is null
     or (new.id, new.trust_id, new.subaccount_id, new.amount, new.reason, new.source_ref, new.placed_at, new.expires_on)
        is distinct from (old.id, old.trust_id, old.subaccount_id, old.amount, old.reason, old.source_ref, old.placed_at, old.expires_on) then
    raise exception 'a hold only ends, once' using errcode = 'LE010';
  end if;
  return new;
end $$;

do $$
declare t text;
begin
  foreach t in array array['journal_entry', 'posting', 'allocation', 'approval', 'approval_signature', 'approval_withdrawal', 'payment', 'payment_return',
                           'disbursement_version', 'accounting', 'accounting_filing', 'audit_event', 'audit_link', 'audit_checkpoint', 'service_delivered',
                           'restitution_order', 'award', 'obligation', 'policy', 'account', 'chain_link', 'period_close',
                           'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening', 'currency', 'chain_anchor', 'verification_run',
                           'reveal_request',
                           'reveal_decision', 'reveal_opening', 'reveal_closing', 'reveal_review'] loop
    execute format('drop trigger if exists written_once on %I', t);
    execute format('create trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
  end loop;
  foreach t in array array['journal_entry', 'posting', 'allocation', 'approval', 'approval_signature', 'approval_withdrawal', 'payment', 'payment_return', 'hold', 'lot',
                           'subaccount', 'disbursement', 'disbursement_version', 'disbursement_line', 'accounting',
                           'accounting_filing', 'audit_event', 'audit_link', 'audit_waiting', 'audit_checkpoint', 'command_log', 'receipt', 'service_delivered',
                           'restitution_order', 'award', 'obligation', 'policy', 'account', 'chain_link', 'chain_head', 'account_month',
                           'period_close', 'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening', 'currency', 'chain_anchor', 'verification_run',
                           'trust', 'person', 'beneficiary', 'reveal_request', 'reveal_decision', 'reveal_opening', 'reveal_closing',
                           'reveal_review'] loop
    execute format('drop trigger if exists never_emptied on %I', t);
    execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
  foreach t in array array['subaccount', 'lot', 'hold', 'disbursement', 'disbursement_line', 'receipt', 'command_log', 'chain_head',
                           'account_month', 'trust', 'person', 'beneficiary'] loop
    execute format('drop trigger if exists never_deleted on %I', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_deleted', t);
  end loop;
end $$;

drop trigger if exists hold_only_ends on hold;
create trigger hold_only_ends before update on hold for each row execute function refuse_hold_change();
alter table hold enable always trigger hold_only_ends;
