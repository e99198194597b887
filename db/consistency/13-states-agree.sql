-- A request's state is what its payment and hold say
select d.trust_id, d.reference, d.state from disbursement d
 where (d.state in ('paid', 'returned')) <> exists (select 1 from payment p where p.disbursement_id = d.id)
    or (d.state = 'returned') <> exists (select 1 from payment p join payment_return r on r.payment_id = p.id where p.disbursement_id = d.id)
    or (d.state = 'approved') <> exists (select 1 from hold h where h.reason = 'payment' and h.ended_at is null and h.source_ref like d.reference || ' v%')
