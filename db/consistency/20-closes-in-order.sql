-- The closes that stand follow one another from the trust's first day, without a gap
select c.trust_id, c.id as close_id, c.from_on, c.follows
  from (select x.*, coalesce(lag(x.through_on) over (partition by x.trust_id order by x.through_on) + 1, t.opened_on) as follows
          from period_close x join trust t on t.id = x.trust_id
         where not exists (select 1 from period_reopening r where r.close_id = x.id)) c
 where c.from_on <> c.follows
