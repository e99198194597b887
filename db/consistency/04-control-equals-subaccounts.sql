-- Control account equals the sum of sub-accounts, trust by trust
-- The pooled account equation: cash in the ledger is owned, to the cent, by beneficiaries (UTC 810).
select t.id as trust_id, coalesce(c.cash, 0) as control, coalesce(s.posted, 0) as subaccounts
  from trust t
  left join (select p.trust_id, sum(p.amount) as cash from posting p join account a on a.id = p.account_id where a.code = 'asset:cash' group by p.trust_id) c on c.trust_id = t.id
  left join (select trust_id, sum(posted) as posted from subaccount group by trust_id) s on s.trust_id = t.id
 where coalesce(c.cash, 0) <> coalesce(s.posted, 0)
