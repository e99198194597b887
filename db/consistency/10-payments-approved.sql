-- Every payment had its approvals: distinct people, who stands in for another counted as that one, this version, not by who asked
select p.trust_id, p.reference, v.required_approvals, count(distinct coalesce(g.delegator_id, a.person_id)) as approvals
  from payment p
  join disbursement d on d.id = p.disbursement_id
  join disbursement_version v on v.disbursement_id = d.id and v.version = d.version
  left join approval a on a.disbursement_id = d.id and a.version = d.version and a.request_hash = v.request_hash and a.decision = 'approve'
       and a.person_id <> d.requested_by and a.decided_at <= p.recorded_at
       and not exists (select 1 from approval_withdrawal w where w.approval_id = a.id)
  left join delegation g on g.id = a.delegation_id
 group by p.trust_id, p.reference, v.required_approvals having count(distinct coalesce(g.delegator_id, a.person_id)) filter (where coalesce(g.delegator_id, a.person_id) <> d.requested_by) < v.required_approvals
