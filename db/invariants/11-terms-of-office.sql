-- Who is in office as trustee, said once; every rule and page that asks, asks these. They are neither SECURITY DEFINER nor
-- bound to a search path, and nothing in them is a query, so that the planner opens them where they stand: the policies that
-- read a trust's books ask at each query.
set local role tutela_sec;

-- In office now: accepted, begun, and not over (UTC 701, 704-707). One that ended at once is over within its last day.
create or replace function sec.term_stands(t public.trustee_term) returns boolean
language sql stable as $$
  select t.ended_at is null and t.accepted_on is not null and greatest(t.starts_on, t.accepted_on) <= public.legal_today()
     and (t.ends_on is null or public.legal_today() <= t.ends_on)
$$;

-- In office on some day of these: what a report of the past asks. A day on which a term ended at once counts.
create or replace function sec.term_meets(t public.trustee_term, p_from date, p_through date) returns boolean
language sql immutable as $$
  select t.accepted_on is not null and greatest(t.starts_on, t.accepted_on) <= least(p_through, t.ends_on)
     and (t.ends_on is null or p_from <= t.ends_on)
$$;

-- An office that is held, or offered and not answered: other duties have to go together with it in its days.
create or replace function sec.term_binds(t public.trustee_term) returns boolean
language sql immutable as $$
  select t.declined_on is null and t.ended_at is null
$$;

grant execute on function sec.term_stands(public.trustee_term), sec.term_meets(public.trustee_term, date, date),
  sec.term_binds(public.trustee_term) to tutela_app, tutela_owner, tutela_ledger, tutela_operator;
set local role tutela_owner;
