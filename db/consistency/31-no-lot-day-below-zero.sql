-- No lot was below zero at the end of a day, in units or in carrying value, on the day's own axis
select distinct d.trust_id, d.lot_id, d.occurred_on, d.units, d.carrying
  from (select p.trust_id, p.lot_id, p.occurred_on, sum(p.units) over since as units, sum(p.amount) over since as carrying
          from posting p where p.lot_id is not null
        window since as (partition by p.trust_id, p.lot_id order by p.occurred_on)) d
 where d.units < 0 or d.carrying < 0 or (d.units = 0 and d.carrying <> 0)
