-- Every posting and entry names rows that exist, of its own trust
-- The door asks this as it posts; foreign keys would lock the trust's one row in every posting.
select p.trust_id, p.entry_id, p.line
  from posting p
  left join journal_entry e on e.id = p.entry_id and e.trust_id = p.trust_id and e.occurred_on = p.occurred_on
  left join account a on a.id = p.account_id and a.trust_id = p.trust_id
  left join subaccount s on s.id = p.subaccount_id and s.trust_id = p.trust_id
  left join lot l on l.id = p.lot_id and l.trust_id = p.trust_id and l.subaccount_id = p.subaccount_id
 where e.id is null or a.id is null or s.id is null or (p.lot_id is not null and (l.id is null or 'asset:' || l.holding <> a.code))
union all
select e.trust_id, e.id, null from journal_entry e
  left join trust t on t.id = e.trust_id
  left join person x on x.id = e.recorded_by
  left join journal_entry o on o.id = e.reverses_id and o.trust_id = e.trust_id
 where t.id is null or x.id is null or (e.reverses_id is not null and o.id is null)
