-- No sub-account was below zero at the end of a day, on the day's own axis
-- A book brought in says what happened; a day on which only such rows fall is its court's to ask about.
select d.trust_id, d.subaccount_id, d.occurred_on, d.balance
  from (select c.trust_id, c.subaccount_id, c.occurred_on, c.brought_in,
               sum(c.moved) over (partition by c.trust_id, c.subaccount_id order by c.occurred_on) as balance
          from (select p.trust_id, p.subaccount_id, p.occurred_on, sum(p.amount) as moved, bool_and(e.source_type = 'import') as brought_in
                  from posting p join account a on a.id = p.account_id and a.code = 'asset:cash' join journal_entry e on e.id = p.entry_id
                 group by p.trust_id, p.subaccount_id, p.occurred_on) c) d
 where d.balance < 0 and not d.brought_in
