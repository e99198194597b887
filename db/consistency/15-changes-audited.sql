-- Every payment, decision and filing has its audit event
select 'payment ' || p.reference as record from payment p
 where not exists (select 1 from audit_event e where e.action = 'payment.recorded' and e.record_ref = p.reference)
union all
select 'decision on ' || d.reference from approval a join disbursement d on d.id = a.disbursement_id
 where not exists (select 1 from audit_event e where e.record_type = 'disbursement' and e.record_ref = d.reference and e.person_id = a.person_id and e.facts ->> 'version' = a.version::text)
union all
select 'filing of ' || c.reference from accounting_filing f join accounting c on c.id = f.accounting_id
 where not exists (select 1 from audit_event e where e.action = 'accounting.filed' and e.record_ref = c.reference)
