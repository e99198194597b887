-- What postings are held to and what they move; asked of all rows of a call at once. Error codes as in 20-ledger.sql.
set local role tutela_ledger;

-- Every entry sums to zero in each part and has at least two sides, each of them an amount of a known part; whoever inserts
-- it. One question to all rows of a statement costs a third of what checks on each row would.
create or replace function check_entries_balance() returns trigger
language plpgsql as $$
begin
  if exists (select from added group by entry_id
              having sum(amount) <> 0 or sum(amount) filter (where part = 'income') <> 0 or count(*) < 2
                     or bool_or(amount = 0 or part not in ('principal', 'income') or (lot_id is not null and units is null))) then
    raise exception 'postings do not sum to zero in each part' using errcode = 'LE001';
  end if;
  return null;
end $$;
grant execute on function check_entries_balance() to tutela_owner;
set local role tutela_owner;
drop trigger if exists entries_balance on posting;
create trigger entries_balance after insert on posting referencing new table as added
  for each statement execute function check_entries_balance();
alter table posting enable always trigger entries_balance;
set local role tutela_ledger;

-- What is wrong with one side, by itself: its code, or NULL.
create or replace function side_fault(p_account text, p_amount numeric, p_currency text, p_base text, p_lot bigint, p_units numeric)
returns text language sql immutable as $$
  select case
    when p_amount is null or p_amount = 0 or p_amount <> round(p_amount, 4) or p_units <> round(p_units, 4) or sign(p_units) <> sign(p_amount) then 'LE003'
    when (p_lot is not null) <> (p_account like 'asset:%' and p_account <> 'asset:cash') or p_account is null then 'LE004'
    when (p_units is null) <> (p_currency = p_base and p_lot is null) then 'LE013'
  end
$$;

create or replace function refuse_posting(p_code text) returns void
language plpgsql as $$
begin
  raise exception '%', case p_code
    when 'LE003' then 'an amount is zero, missing or finer than four decimals, or its units move the other way'
    when 'LE008' then 'the sub-account would fall below zero or below what is held'
    when 'LE004' then 'a posting names an account, sub-account or lot that is not of this trust'
    else 'a currency is unknown or does not balance'
  end using errcode = p_code;
end $$;

-- A foreign currency is known, is what its units count, and sums to zero in the entry; unless the entry exchanges it: then
-- what the trust holds of another currency moves the other way (5.5: both amounts are facts, no rate is derived).
create or replace function foreign_fault(p_entries bigint[]) returns text
language sql stable as $$
  with side as (
    select p.*, t.base_currency, l.kind as lot_kind, l.holding, a.kind = 'asset' and coalesce(l.kind, 'currency') = 'currency' as is_money
      from posting p join trust t on t.id = p.trust_id join account a on a.id = p.account_id left join lot l on l.id = p.lot_id
     where p.entry_id = any(p_entries)
  ), money as (
    select entry_id, currency, sum(amount) filter (where is_money) as moved, coalesce(sum(units) filter (where currency <> base_currency), 0) as units
      from side group by entry_id, currency
  )
  select 'LE013' where exists (
    select from side s where s.currency <> s.base_currency
       and (s.units is null or not exists (select from currency c where c.code = s.currency)
            or (s.lot_id is not null and (s.lot_kind <> 'currency' or s.holding <> s.currency))))
    or exists (
    select from money m where m.units <> 0 and not exists (
       select from money o where o.entry_id = m.entry_id and o.currency <> m.currency and o.moved * m.moved < 0))
$$;

-- What is asked only where an entry reverses another, moves a lot or has foreign money; the lots move.
create or replace function check_uncommon(p_entries bigint[]) returns void
language plpgsql volatile as $$
begin
  if foreign_fault(p_entries) is not null then
    perform refuse_posting('LE013');
  end if;
  perform check_reversals(p_entries);
  perform move_lots(p_entries);
end $$;

-- Cash belongs to sub-accounts: what the sides of entries move there, each sub-account once and in the order of their ids; last
-- of all in a call, so that a long one holds them for a moment only. None falls below zero or below what is held.
create or replace function move_all_cash(p_days date[], p_accounts text[], p_subaccounts bigint[], p_amounts numeric[]) returns void
language plpgsql volatile as $$
declare
  v_subs bigint[];
  v_moved numeric[];
  v_since date[];   -- the first day paid from, or none
  n int;
begin
  select array_agg(sub), array_agg(moved), array_agg(since) into v_subs, v_moved, v_since
    from (select sub, sum(amount) as moved, min(day) filter (where amount < 0) as since
            from unnest(p_days, p_accounts, p_subaccounts, p_amounts) x(day, account, sub, amount)
           where account = 'asset:cash' group by sub order by sub) x;
  perform 1 from subaccount where id = any(v_subs) order by id for no key update;
  update subaccount s set posted = s.posted + m.moved
    from unnest(v_subs, v_moved) m(sub, moved) where s.id = m.sub and s.posted + m.moved >= s.held;
  get diagnostics n = row_count;
  if n < cardinality(v_subs) then
    perform refuse_posting('LE008');
  end if;
  for i in 1..coalesce(cardinality(v_subs), 0) loop
    if v_since[i] is not null then
      perform check_days_since(v_subs[i], v_since[i]);
    end if;
  end loop;
end $$;

-- Whoever pays from a day leaves no later day below zero either. A year brought in before the system kept these books says
-- what happened, and is asked only for its end.
create or replace function check_days_since(p_sub bigint, p_since date) returns void
language plpgsql volatile as $$
declare v_day date;
begin
  if not exists (select from posting where subaccount_id = p_sub and occurred_on > p_since) then
    return;
  end if;
  select min(b.day) into v_day
    from (select c.day, s.trust_id, s.posted - sum(c.moved) over (order by c.day desc) + c.moved as balance
            from (select p.occurred_on as day, sum(p.amount) as moved from posting p join account a on a.id = p.account_id
                   where p.subaccount_id = p_sub and p.occurred_on >= p_since and a.code = 'asset:cash' group by p.occurred_on) c
            join subaccount s on s.id = p_sub) b
   where b.balance < 0 and exists (select from journal_entry e where e.trust_id = b.trust_id and e.source_type <> 'import');
  if v_day is not null then
    raise exception 'the sub-account would be below zero on %', v_day using errcode = 'LE008';
  end if;
end $$;

create or replace function move_lots(p_entries bigint[]) returns void
language plpgsql volatile as $$
declare
  v_lots bigint[];
  n int;
begin
  if exists (select from posting p join lot l on l.id = p.lot_id join account a on a.id = p.account_id where p.entry_id = any(p_entries)
              and (l.trust_id, l.subaccount_id, 'asset:' || l.holding) is distinct from (p.trust_id, p.subaccount_id, a.code)) then
    raise exception 'a lot is moved on its own holding and sub-account' using errcode = 'LE004';
  end if;
  v_lots := array(select distinct lot_id from posting where entry_id = any(p_entries) and lot_id is not null);
  perform 1 from lot where id = any(v_lots) order by id for no key update;
  update lot l set units = l.units + m.units, carrying = l.carrying + m.amount
    from (select lot_id, sum(units) as units, sum(amount) as amount from posting
           where entry_id = any(p_entries) and lot_id is not null group by lot_id) m
   where l.id = m.lot_id and l.units + m.units >= 0 and l.carrying + m.amount >= 0 and (l.units + m.units > 0 or l.carrying + m.amount = 0);
  get diagnostics n = row_count;
  if n < cardinality(v_lots) then
    raise exception 'more units or carrying value than the trust holds' using errcode = 'LE009';
  end if;
  perform check_lot_days(p_entries);
end $$;

