-- Every record says what it said when it was written: its digest is bound by the trail, and no digest changed or vanished since
select null::bigint as trust_id, c.record,
       case when c.now is null then 'the record is gone' when c.digest is null then 'nothing says that it was written'
            else 'the record says something else than what was bound' end as fault
  from consistency.records_changed() c
union all
select null, 'digests of event ' || e.id, 'the digests are not those that the event binds'
  from audit_event e
  left join lateral (
    select count(*)::text as many,
           encode(sha256(convert_to(string_agg(d.record || ' ' || encode(d.digest, 'hex') || E'\n', '' order by d.id), 'UTF8')), 'hex') as sha256
      from record_digest d where d.event_id = e.id) x on true
 where e.action = 'records.bound' and (e.facts ->> 'records', e.facts ->> 'sha256') is distinct from (x.many, x.sha256)
union all
select null, d.record, 'its digest is bound by no event'
  from record_digest d left join audit_event e on e.id = d.event_id and e.action = 'records.bound'
 where d.event_id is not null and e.id is null
