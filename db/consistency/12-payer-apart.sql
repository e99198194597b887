-- Who asks, who approves and who pays are different people
select p.trust_id, p.reference from payment p join disbursement d on d.id = p.disbursement_id
 where p.recorded_by = d.requested_by
    or exists (select 1 from approval a where a.disbursement_id = d.id and (a.person_id = p.recorded_by or (a.decision = 'approve' and a.person_id = d.requested_by)))
union all
select r.trust_id, r.reference from payment_return r join payment p on p.id = r.payment_id join disbursement d on d.id = p.disbursement_id
 where r.recorded_by = d.requested_by or exists (select 1 from approval a where a.disbursement_id = d.id and a.person_id = r.recorded_by)
