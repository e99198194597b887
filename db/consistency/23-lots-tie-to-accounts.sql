-- The lots of a holding sum to its account
select coalesce(a.trust_id, l.trust_id) as trust_id, coalesce(a.code, l.code) as account, coalesce(a.balance, 0) as by_account, coalesce(l.carrying, 0) as by_lots
  from (select a.trust_id, a.code, sum(p.amount) as balance from account a join posting p on p.account_id = a.id
         where a.kind = 'asset' and a.code <> 'asset:cash' group by a.trust_id, a.code) a
  full join (select trust_id, 'asset:' || holding as code, sum(carrying) as carrying from lot group by 1, 2) l
    on l.trust_id = a.trust_id and l.code = a.code
 where coalesce(a.balance, 0) <> coalesce(l.carrying, 0)
