-- Each account's months are the sums of its linked postings
-- A balance of any day is read from them.
select coalesce(m.trust_id, p.trust_id) as trust_id, coalesce(m.account_id, p.account_id) as account_id, coalesce(m.month, p.month) as month, m.moved, p.moved as by_postings
  from account_month m
  full join (select p.trust_id, p.account_id, p.part, date_trunc('month', p.occurred_on::timestamp)::date as month, sum(p.amount) as moved
               from posting p join chain_head h on h.trust_id = p.trust_id and p.entry_id <= h.entry_id
              group by 1, 2, 3, 4) p
    on p.trust_id = m.trust_id and p.account_id = m.account_id and p.part = m.part and p.month = m.month
 where m.moved is distinct from p.moved
