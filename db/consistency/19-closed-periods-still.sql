-- No entry was recorded into a period after it was closed, unless it was open again
select e.trust_id, e.id as entry_id, e.occurred_on, e.recorded_at
  from journal_entry e
  join period_close c on c.trust_id = e.trust_id and e.occurred_on <= c.through_on and e.recorded_at > c.closed_at
  left join period_reopening r on r.close_id = c.id
 where r.close_id is null or e.recorded_at < r.agreed_at
