-- Every returned payment is the reversal of its payment, whole, and its charge is its entry
select r.trust_id, r.reference, r.amount, p.amount as paid, r.charge
  from payment_return r
  join payment p on p.id = r.payment_id
  left join journal_entry e on e.id = r.entry_id and e.reverses_id = p.entry_id and e.occurred_on = r.returned_on
 where e.id is null or r.amount <> p.amount or r.trust_id <> p.trust_id
    or r.amount <> (select coalesce(sum(x.amount), 0) from posting x join account a on a.id = x.account_id and a.code = 'asset:cash' where x.entry_id = r.entry_id)
    or r.charge <> (select -coalesce(sum(x.amount), 0) from posting x join account a on a.id = x.account_id and a.code = 'asset:cash' where x.entry_id = r.charge_entry_id)
