-- Every payment is its entry, and its request's amount
select p.trust_id, p.reference, p.amount, v.amount as approved, -sum(x.amount) as posted
  from payment p
  join disbursement d on d.id = p.disbursement_id
  join disbursement_version v on v.disbursement_id = d.id and v.version = d.version
  join posting x on x.entry_id = p.entry_id
  join account a on a.id = x.account_id and a.code = 'asset:cash'
 group by p.trust_id, p.reference, p.amount, v.amount having p.amount <> v.amount or p.amount <> -sum(x.amount)
