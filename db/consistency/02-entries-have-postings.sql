-- Every entry has at least two postings
-- An entry without postings says that something happened and moves nothing.
select e.trust_id, e.id as entry_id, count(p.id) as postings
  from journal_entry e left join posting p on p.entry_id = e.id group by e.trust_id, e.id having count(p.id) < 2
