-- From the day since when a trust is kept here, each payment for care rests on a payment that was decided, and no fee is brought in as history
-- What is handed over in kind touches no cash and is no payment. Held to what was in the books when an entry came, since a
-- payment that is recorded late makes no history wrong. The operator brings in by command what no page can say.
with entry as (
  select e.*, (min(e.recorded_at + make_interval(days => coalesce(i.clock_offset_days, 0))) over (partition by e.trust_id) at time zone t.home_zone)::date as begun_on,
         min(e.occurred_on) filter (where e.source_type in ('payment', 'allocation'))
           over (partition by e.trust_id order by e.id rows between unbounded preceding and 1 preceding) as acted_on
    from journal_entry e join trust t on t.id = e.trust_id left join installation i on true)
select e.trust_id, e.kind, e.reference, e.occurred_on
  from entry e left join payment p on p.entry_id = e.id
 where e.reverses_id is null and e.occurred_on >= least(e.begun_on, e.acted_on)
   and ((e.kind = 'distribution' and p.id is null
         and exists (select from posting q join account a on a.id = q.account_id where q.entry_id = e.id and a.code = 'asset:cash'))
     or (e.kind = 'fee' and e.source_type = 'import'))
   and not exists (select from role_grant g where g.person_id = e.recorded_by and g.role = 'operator')
