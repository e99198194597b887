-- A posted receipt is shared out whole
select r.reference, r.amount, sum(a.amount) as shared from receipt r join allocation a on a.receipt_id = r.id
 group by r.reference, r.amount having r.amount <> sum(a.amount)
