-- Entries balance in each part
-- Every entry's postings sum to zero in principal and in income; one that does not was never posted by the ledger's door.
select p.trust_id, p.entry_id, p.part, sum(p.amount) as off_by
  from posting p group by p.trust_id, p.entry_id, p.part having sum(p.amount) <> 0
