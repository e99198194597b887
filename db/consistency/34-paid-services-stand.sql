-- No payment rests on a service that a supervisor sent back, and who attested a service neither approved nor paid for it
select l.trust_id, d.reference, s.reference as service, r.decision
  from disbursement d
  join disbursement_line l on l.disbursement_id = d.id and l.released_at is null
  join service_delivered s on s.id = l.service_delivered_id
  join service_review r on r.service_delivered_id = s.id
  left join delegation g on g.id = r.delegation_id
 where d.state = 'paid'
   and (r.decision = 'sent_back'
     or exists (select from approval a left join delegation x on x.id = a.delegation_id
                 where a.disbursement_id = d.id and array[a.person_id, x.delegator_id] && array[r.reviewed_by, g.delegator_id])
     or exists (select from payment p where p.disbursement_id = d.id and p.recorded_by in (r.reviewed_by, g.delegator_id)))
