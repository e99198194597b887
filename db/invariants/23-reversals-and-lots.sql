-- Entries made from others: a reversal moves one back; lots are opened, and held still for whoever relieves them. Error codes
-- as in 20-ledger.sql.
set local role tutela_ledger;

-- A reversal moves exactly back what an entry of its trust moved, on a day not before it; what is itself a reversal is not
-- reversed.
create or replace function check_reversals(p_entries bigint[]) returns void
language plpgsql volatile as $$
begin
  if exists (
    select from journal_entry e left join journal_entry o on o.id = e.reverses_id and o.trust_id = e.trust_id
     where e.id = any(p_entries) and e.reverses_id is not null and (o.id is null or o.reverses_id is not null or e.occurred_on < o.occurred_on or exists (
       select from posting p where p.entry_id in (e.id, o.id)
        group by p.account_id, p.subaccount_id, p.part, p.currency, p.lot_id
       having sum(p.amount) <> 0 or coalesce(sum(p.units), 0) <> 0))) then
    raise exception 'a reversal moves exactly back what its entry moved, once' using errcode = 'LE014';
  end if;
end $$;

-- Reverses an entry whole, by a new one with its own day and source. If the entry's day is shut, the reversal is a late entry.
-- The same source with the same reversal answers its number, whatever was closed since.
create or replace function reverse_journal_entry(
  p_entry bigint, p_on date, p_description text, p_source_type text, p_source_ref text, p_source_digest text
) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  e journal_entry%rowtype;
  v_before bigint;
begin
  select * into e from journal_entry where id = p_entry;
  perform sec.bookkeeper(array[e.trust_id]);
  perform sec.demand_fresh_factor();
  if e.id is null then
    raise exception 'no such entry' using errcode = 'LE004';
  end if;
  perform share_books(e.trust_id);
  select r.id into v_before from journal_entry r
   where r.trust_id = e.trust_id and r.source_type = p_source_type and r.source_ref = p_source_ref
     and (r.reverses_id, r.occurred_on, r.description, r.source_digest) = (p_entry, p_on, p_description, p_source_digest);
  if found then
    return v_before;
  end if;
  return (select post_journal_entry(e.trust_id, 'reversal', p_on, case when e.occurred_on <= (select books_shut_through from trust where id = e.trust_id) then e.occurred_on end,
            p_description, e.party, e.category, e.reference, p_source_type, p_source_ref, p_source_digest, e.id,
            array_agg(a.code order by p.line), array_agg(p.subaccount_id order by p.line), array_agg(p.part order by p.line),
            array_agg(-p.amount order by p.line), array_agg(p.currency order by p.line), array_agg(p.lot_id order by p.line),
            array_agg(-p.units order by p.line))
            from posting p join account a on a.id = p.account_id where p.entry_id = e.id);
end $$;

-- Whoever takes units out on a day leaves none below zero on any day since, however late that day is recorded: a sale bears no
-- day before its purchase, and a reversal takes back no units that were sold in between. The lots stand still by now.
create or replace function check_lot_days(p_entries bigint[]) returns void
language plpgsql volatile as $$
declare v record;
begin
  select d.holding, d.day into v
    from (select l.holding, m.day, l.units - sum(m.units) over since + m.units as units, l.carrying - sum(m.amount) over since + m.amount as carrying
            from (select p.lot_id, p.occurred_on as day, sum(p.units) as units, sum(p.amount) as amount
                    from (select lot_id, min(occurred_on) as since from posting
                           where entry_id = any(p_entries) and lot_id is not null and units < 0 group by lot_id) o
                    join posting p on p.lot_id = o.lot_id and p.occurred_on >= o.since group by p.lot_id, p.occurred_on) m
            join lot l on l.id = m.lot_id
          window since as (partition by m.lot_id order by m.day desc)) d
   where d.units < 0 or d.carrying < 0 or (d.units = 0 and d.carrying <> 0) order by d.day limit 1;
  if found then
    raise exception 'more units or carrying value of % than the trust holds on %', v.holding, v.day using errcode = 'LE009';
  end if;
end $$;

create or replace function open_lot(p_trust bigint, p_subaccount bigint, p_holding text, p_kind text, p_acquired_on date, p_description text)
returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_lot bigint;
begin
  perform sec.bookkeeper(array[p_trust]);
  if not exists (select from subaccount s where s.id = p_subaccount and s.trust_id = p_trust) then
    raise exception 'no such sub-account in this trust' using errcode = 'LE004';
  end if;
  insert into lot (trust_id, subaccount_id, holding, kind, acquired_on, description)
    values (p_trust, p_subaccount, p_holding, p_kind, p_acquired_on, p_description) returning id into v_lot;
  return v_lot;
end $$;

-- A sub-account's lots of one holding, or of all with NULL, oldest first, for whoever relieves them by the trust's policy.
-- They and the cash beside them stand still until the end of the transaction: locked in the ledger's one order, so that
-- two sales of the same lot follow one another, and the second sees what the first left.
drop function if exists hold_lots_still(bigint, text);
create function hold_lots_still(p_subaccount bigint, p_holding text)
returns table (id bigint, holding text, kind text, acquired_on date, units numeric, carrying numeric)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_trust bigint := (select s.trust_id from subaccount s where s.id = p_subaccount);
begin
  perform sec.bookkeeper(array[v_trust]);
  if v_trust is null then
    raise exception 'no such sub-account' using errcode = 'LE004';
  end if;
  perform share_books(v_trust);
  perform 1 from subaccount s where s.id = p_subaccount for no key update;
  perform 1 from lot l where l.subaccount_id = p_subaccount and l.holding = coalesce(p_holding, l.holding) order by l.id for no key update;
  return query
    select l.id, l.holding, l.kind, l.acquired_on, l.units, l.carrying from lot l
     where l.subaccount_id = p_subaccount and l.holding = coalesce(p_holding, l.holding) and l.units > 0
     order by l.acquired_on, l.id;
end $$;
