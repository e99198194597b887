-- Entries balance in each part
-- Every entry's postings sum to zero in principal and in income; one that does not was never posted by the ledger's door.
-- In the order of the entries' numbers, as the postings lie: no table of all entries is made for it.
select p.trust_id, p.entry_id, sum(p.amount) filter (where p.part = 'income') as income_off_by,
       sum(p.amount) filter (where p.part = 'principal') as principal_off_by
  from posting p group by p.entry_id, p.trust_id
having sum(p.amount) filter (where p.part = 'income') <> 0 or sum(p.amount) filter (where p.part = 'principal') <> 0
 order by p.entry_id
