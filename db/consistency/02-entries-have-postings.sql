-- Every entry has at least two postings
-- An entry without postings says that something happened and moves nothing.
select e.trust_id, e.id as entry_id, coalesce(p.postings, 0) as postings
  from journal_entry e
  left join (select trust_id, entry_id, count(*) as postings from posting group by trust_id, entry_id) p on p.entry_id = e.id and p.trust_id = e.trust_id
 where coalesce(p.postings, 0) < 2
