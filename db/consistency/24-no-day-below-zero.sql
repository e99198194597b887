-- No sub-account was below zero at the end of a day, on the day's own axis
-- A book brought in says what happened; a day on which only such rows fall is its court's to ask about. Who brought a day's
-- rows is asked of the days below zero alone: asked of every posting, it would cost more than the sum.
select distinct d.trust_id, d.subaccount_id, d.occurred_on, d.balance
  from (select p.trust_id, p.subaccount_id, p.occurred_on,
               sum(p.amount) over (partition by p.subaccount_id, p.trust_id order by p.occurred_on) as balance
          from posting p join account a on a.id = p.account_id and a.code = 'asset:cash') d
 where d.balance < 0
   and not (select bool_and(e.source_type = 'import') from posting p join account a on a.id = p.account_id join journal_entry e on e.id = p.entry_id
             where p.subaccount_id = d.subaccount_id and p.occurred_on = d.occurred_on and p.trust_id = d.trust_id and a.code = 'asset:cash')
