-- A posted receipt is shared out whole
select a.trust_id, r.reference, r.amount, w.shared
  from receipt r
  join (select receipt_id, sum(amount) as shared from allocation group by receipt_id) w on w.receipt_id = r.id
  join allocation a on a.receipt_id = r.id
 where r.amount <> w.shared
