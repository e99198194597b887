-- Each sub-account's balance is the sum of its cash postings
-- The stored balance is a convenience; the postings are the books.
select s.trust_id, s.id as subaccount_id, s.posted, coalesce(sum(p.amount), 0) as by_postings
  from subaccount s
  left join posting p on p.subaccount_id = s.id and exists (select 1 from account a where a.id = p.account_id and a.code = 'asset:cash')
 group by s.trust_id, s.id, s.posted having s.posted <> coalesce(sum(p.amount), 0)
