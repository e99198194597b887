-- Every payment, return, decision, filing, close and reopening has its audit event
select p.trust_id, 'payment ' || p.reference as record from payment p
 where not exists (select 1 from audit_event e where e.action = 'payment.recorded' and e.record_ref = p.reference)
union all
select r.trust_id, 'return ' || r.reference from payment_return r
 where not exists (select 1 from audit_event e where e.action = 'payment.returned' and e.record_ref = r.reference)
union all
select a.trust_id, 'decision on ' || d.reference from approval a join disbursement d on d.id = a.disbursement_id
 where not exists (select 1 from audit_event e where e.record_type = 'disbursement' and e.record_ref = d.reference and e.person_id = a.person_id and e.facts ->> 'version' = a.version::text)
union all
select f.trust_id, 'filing of ' || c.reference from accounting_filing f join accounting c on c.id = f.accounting_id
 where not exists (select 1 from audit_event e where e.action = 'accounting.filed' and e.record_ref = c.reference)
union all
select c.trust_id, 'close through ' || c.through_on from period_close c
 where not exists (select 1 from audit_event e where e.action = 'period.closed' and e.trust_id = c.trust_id and e.facts ->> 'close' = c.id::text)
union all
select r.trust_id, 'reopening of close ' || r.close_id from period_reopening r
 where not exists (select 1 from audit_event e where e.action = 'period.reopened' and e.trust_id = r.trust_id and e.facts ->> 'close' = r.close_id::text)
