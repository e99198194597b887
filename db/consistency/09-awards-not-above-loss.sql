-- Nothing is applied above the loss the court found
-- Interest is paid on top of it. Money beyond the loss pays nobody's debt (18 USC 2259(b)(2)(C); Salti).
select w.trust_id, w.reference, w.loss_found, w.applied_before + coalesce(sum(a.amount), 0) as applied
  from award w
  left join allocation a on a.award_id = w.id
       and exists (select 1 from receipt r where r.id = a.receipt_id and r.component = 'principal')
 group by w.id having w.applied_before + coalesce(sum(a.amount), 0) > w.loss_found
