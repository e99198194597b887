-- No payment and no share of a receipt rests on an entry that was reversed
-- Its request would go on saying that it is paid, or its award that it was paid so far, while the money is elsewhere. A payment
-- that the bank sent back says so itself.
select p.trust_id, 'payment ' || p.reference as record, e.id as reversed_by
  from payment p join journal_entry e on e.reverses_id = p.entry_id
 where not exists (select from payment_return r where r.payment_id = p.id and r.entry_id = e.id)
union all
select r.trust_id, 'charge of ' || r.reference, e.id from payment_return r join journal_entry e on e.reverses_id = r.charge_entry_id
union all
select a.trust_id, 'share of ' || r.reference, e.id
  from allocation a join receipt r on r.id = a.receipt_id join journal_entry e on e.reverses_id = a.entry_id
