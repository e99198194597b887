-- A source posts once in each trust, and an entry is reversed once
select e.trust_id, e.source_type, e.source_ref, count(*) as entries
  from journal_entry e group by e.trust_id, e.source_type, e.source_ref having count(*) > 1
union all
select e.trust_id, 'reversal of', e.reverses_id::text, count(*)
  from journal_entry e where e.reverses_id is not null group by e.trust_id, e.reverses_id having count(*) > 1
