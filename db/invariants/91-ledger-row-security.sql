-- Who may see and who writes the ledger's tables. Readers are bound row by row; the write door is bound by what it asks of
-- the signed context (sec.bookkeeper, demand_keeper), and by having no other way in: tutela_ledger logs in never, nobody
-- becomes it, and it owns functions only.
set local role tutela_owner;

-- Everyone who reads all books is asked once a query; others are asked row by row which trusts are theirs. A court reads the
-- entries inside a period filed with it.
do $$
declare t text;
begin
  foreach t in array array['lot', 'hold', 'subaccount', 'account_month', 'chain_link', 'period_close', 'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening'] loop
    execute format('create policy seen on %I for select to tutela_app, tutela_owner using ((select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[]))', t);
  end loop;
end $$;
create policy seen on journal_entry for select to tutela_app, tutela_owner using (
  (select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[])
  or (trust_id = any((select sec.docket_trusts())::bigint[]) and exists
      (select from accounting_filing f where f.trust_id = journal_entry.trust_id and occurred_on between f.from_on and f.through_on)));
create policy seen on posting for select to tutela_app, tutela_owner using (
  (select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[])
  or (trust_id = any((select sec.docket_trusts())::bigint[]) and exists (select from journal_entry e where e.id = entry_id)));
-- An account's code says what care is bought, so a court sees those that a filed entry names.
create policy seen on account for select to tutela_app, tutela_owner using (
  (select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[])
  or (trust_id = any((select sec.docket_trusts())::bigint[]) and exists (select from posting p where p.account_id = account.id)));
-- How far the chain reaches says nothing of what is in it, and is what a court compares with the anchor it was given.
create policy seen on chain_head for select to tutela_app, tutela_owner using (
  (select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[]) or trust_id = any((select sec.docket_trusts())::bigint[]));
create policy seen on chain_anchor for select to tutela_app, tutela_owner using (
  (select sec.reads_all_books()) or trust_id = any((select sec.money_trusts())::bigint[]) or trust_id = any((select sec.docket_trusts())::bigint[]));
-- When the books were last verified and what was found, as names and counts: whoever answers for books or for the system.
create policy seen on verification_run for select to tutela_app, tutela_owner using (
  (select sec.has_a_role('{trustee,finance,auditor,administrator,operator}')));
create policy seen on currency for select to tutela_app, tutela_owner using ((select sec.person()) is not null);
create policy written on currency for insert to tutela_owner with check (true);

do $$
declare t text;
begin
  foreach t in array array['trust', 'policy', 'accounting_filing', 'currency', 'subaccount', 'account', 'lot', 'journal_entry', 'posting', 'hold', 'chain_link',
                           'chain_head', 'account_month', 'period_close', 'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening', 'chain_anchor',
                           'verification_run'] loop
    execute format('create policy kept on %I to tutela_ledger using (true) with check (true)', t);
    execute format('revoke all on %I from tutela_ledger', t);
    execute format('grant select on %I to tutela_ledger', t);
  end loop;
  foreach t in array array['account', 'lot', 'journal_entry', 'posting', 'hold', 'chain_link', 'chain_head', 'account_month', 'period_close',
                           'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening', 'chain_anchor', 'verification_run'] loop
    execute format('grant insert on %I to tutela_ledger', t);
  end loop;
end $$;
grant usage on sequence journal_entry_id_seq to tutela_ledger;
grant update (books_shut_through) on trust to tutela_ledger;
grant update (posted, held) on subaccount to tutela_ledger;
grant update (units, carrying) on lot to tutela_ledger;
grant update (ended_at, ending, settled) on hold to tutela_ledger;
grant update (length, entry_id, hash) on chain_head to tutela_ledger;
grant update (moved) on account_month to tutela_ledger;

set local role tutela_ledger;
grant execute on function
  post_journal_entry(bigint, text, date, date, text, text, text, text, text, text, text, bigint, text[], bigint[], text[], numeric[], text[], bigint[], numeric[]),
  post_journal_entries(bigint[], text[], date[], date[], text[], text[], text[], text[], text[], text[], text[], bigint[], int[],
                       text[], bigint[], text[], numeric[], text[], bigint[], numeric[]),
  reverse_journal_entry(bigint, date, text, text, text, text), open_lot(bigint, bigint, text, text, date, text), hold_lots_still(bigint, text),
  place_hold(bigint, numeric, text, text, date), settle_hold(text, text, numeric), void_hold(text, text), expire_holds(),
  close_checks(bigint), close_period(bigint, date), ask_to_reopen(bigint, text), withdraw_reopening(bigint), agree_to_reopen(bigint), link_entries(bigint, boolean), unlinked_trusts(),
  record_anchors(bigint[], bigint[], bytea[], text, timestamptz), record_verification(timestamptz, int, jsonb)
  to tutela_app, tutela_owner;
-- What a stranger needs to recompute a chain inside the database, and what the standing checks do.
grant execute on function
  posting_text(int, text, bigint, text, numeric, text, bigint, numeric),
  entry_digest(text, text, date, date, text, text, text, text, text, text, text, bigint, text),
  link_hash(bytea, text, bigint, bigint, timestamptz, bigint, bytea) to tutela_app, tutela_owner, tutela_operator;
grant execute on function shut_through(bigint), last_close(bigint) to tutela_operator;
-- For the functions that decide on money, and for nobody else.
grant execute on function set_hold(bigint, numeric, text, text, date), close_hold(text, text, text, numeric), share_books(bigint), demand_read_committed() to tutela_owner;

set local role tutela_owner;
grant execute on function trial_balance(bigint, date, timestamptz), cash_as_of(bigint, date, timestamptz) to tutela_app, tutela_operator;
