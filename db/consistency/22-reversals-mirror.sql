-- A reversal moves exactly back what its entry moved, on a day not before it
select r.trust_id, r.id as entry_id, r.reverses_id
  from journal_entry r join journal_entry o on o.id = r.reverses_id
 where o.reverses_id is not null or r.occurred_on < o.occurred_on or o.trust_id <> r.trust_id
    or exists (select 1 from posting p where p.entry_id in (r.id, o.id)
                group by p.account_id, p.subaccount_id, p.part, p.currency, p.lot_id
               having sum(p.amount) <> 0 or coalesce(sum(p.units), 0) <> 0)
