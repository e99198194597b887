-- What a ledger costs that guarantees nothing: the mark that the write door is measured by (W2), and the raw floor (W5).
create schema minimal authorization tutela_owner;
set role tutela_owner;
create table minimal.entry (
  id bigint generated always as identity primary key, trust_id bigint not null, occurred_on date not null,
  description text not null, recorded_at timestamptz not null default clock_timestamp());
create table minimal.posting (
  entry_id bigint not null, line smallint not null, account_id bigint not null, amount numeric(20, 4) not null, primary key (entry_id, line));
create table minimal.balance (account_id bigint primary key, balance numeric(20, 4) not null);
insert into minimal.balance select n, 1000000 from generate_series(1, 1000) n;

-- A header, its postings, and their balances: one statement each.
create function minimal.post(p_trust bigint, p_on date, p_description text, p_accounts bigint[], p_amounts numeric[]) returns bigint
language plpgsql as $$
declare v_entry bigint;
begin
  insert into minimal.entry (trust_id, occurred_on, description) values (p_trust, p_on, p_description) returning id into v_entry;
  insert into minimal.posting select v_entry, n, account, amount from unnest(p_accounts, p_amounts) with ordinality x(account, amount, n);
  for i in 1..cardinality(p_accounts) loop
    update minimal.balance set balance = balance + p_amounts[i] where account_id = p_accounts[i];
  end loop;
  return v_entry;
end $$;

create table minimal.floor_entry (like public.journal_entry including defaults);
alter table minimal.floor_entry add primary key (id);
create table minimal.floor_posting (like public.posting including defaults);
alter table minimal.floor_posting add primary key (entry_id, line);
create sequence minimal.floor_number;

grant usage on schema minimal to tutela_app;
grant all on all tables in schema minimal to tutela_app;
grant all on all sequences in schema minimal to tutela_app;
grant execute on all functions in schema minimal to tutela_app;
reset role;
