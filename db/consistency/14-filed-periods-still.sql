-- No entry was recorded into a period after it was filed
select e.trust_id, e.id as entry_id, e.occurred_on, e.recorded_at
  from journal_entry e join accounting_filing f on f.trust_id = e.trust_id and e.occurred_on <= f.through_on and e.recorded_at > f.filed_at
