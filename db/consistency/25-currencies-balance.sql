-- A foreign currency sums to zero in each entry, unless the entry exchanges it for another
select m.trust_id, m.entry_id, m.currency, m.units
  from (select p.trust_id, p.entry_id, p.currency, sum(p.units) as units,
               sum(p.amount) filter (where a.code = 'asset:cash' or l.kind = 'currency') as moved, p.currency <> t.base_currency as is_foreign
          from posting p join trust t on t.id = p.trust_id join account a on a.id = p.account_id left join lot l on l.id = p.lot_id
         where exists (select 1 from posting x where x.entry_id = p.entry_id and x.currency <> t.base_currency)
         group by p.trust_id, p.entry_id, p.currency, t.base_currency) m
 where m.is_foreign and m.units <> 0
   and not exists (select 1 from posting o join account a on a.id = o.account_id left join lot l on l.id = o.lot_id
                    where o.entry_id = m.entry_id and o.currency <> m.currency and (a.code = 'asset:cash' or l.kind = 'currency')
                    group by o.currency having sum(o.amount) * m.moved < 0)
