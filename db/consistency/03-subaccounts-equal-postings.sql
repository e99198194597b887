-- Each sub-account's balance is the sum of its cash postings
-- The stored balance is a convenience; the postings are the books.
select s.trust_id, s.id as subaccount_id, s.posted, coalesce(p.posted, 0) as by_postings
  from subaccount s
  left join (select p.trust_id, p.subaccount_id, sum(p.amount) as posted
               from posting p join account a on a.id = p.account_id where a.code = 'asset:cash'
              group by p.trust_id, p.subaccount_id) p on p.subaccount_id = s.id and p.trust_id = s.trust_id
 where s.posted <> coalesce(p.posted, 0)
