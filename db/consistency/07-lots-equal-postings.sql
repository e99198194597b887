-- Each lot's units and carrying value are the sums of its postings
select l.trust_id, l.id as lot_id, l.units, coalesce(sum(p.units), 0) as units_by_postings, l.carrying, coalesce(sum(p.amount), 0) as carrying_by_postings
  from lot l left join posting p on p.lot_id = l.id
 group by l.trust_id, l.id, l.units, l.carrying having l.units <> coalesce(sum(p.units), 0) or l.carrying <> coalesce(sum(p.amount), 0)
