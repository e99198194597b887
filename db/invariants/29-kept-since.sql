-- Since when a trust is kept here: its first payment or share of a receipt recorded here, or the day when its books were first
-- written, whichever is earlier; today while nothing is. What it paid before is history, which one person brings in from a
-- file; from then on what it pays is decided here (consistency/35).
set local role tutela_owner;

create or replace function books_kept_since(p_trust bigint) returns date
language sql stable set search_path = public, pg_temp as $$
  select coalesce(least(min(e.occurred_on) filter (where e.source_type in ('payment', 'allocation')),
                        (min(e.recorded_at + make_interval(days => coalesce(i.clock_offset_days, 0))) at time zone t.home_zone)::date),
                  legal_today(t.home_zone))
    from trust t left join journal_entry e on e.trust_id = t.id left join installation i on true
   where t.id = p_trust group by t.home_zone
$$;
grant execute on function books_kept_since(bigint) to tutela_app;
