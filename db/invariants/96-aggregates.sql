-- What was given to how many children, in numbers that tell of nobody. A quarter is published once, when its late entries are
-- in, and never again: a second table of the same quarter could be subtracted from the first, and the difference is a child.
-- The application decides which counts are hidden (app/domain/aggregates); here stands what is refused whatever it decided.
-- Codes: AG001 the quarter is not over, or still takes late entries · AG002 a count that is not the books', that is too small
-- to show, or that is hidden alone in its line · 42501 for anybody but the operator's commands.
set local role tutela_owner;

-- One child in one age band for each service it was given, and how often it was given, on the quarter's last day. Bands are
-- reckoned from the day of majority, since no birth date is known outside the vault.
create or replace function count_services_given(p_quarter date) returns table (service text, band text, children int, given int)
language sql stable security definer set search_path = public, pg_temp as $$
  with quarter as (
    select (p_quarter + interval '3 months')::date - 1 as last_day, policy_value('MJ-1', 'years', legal_today())::int - 13 as from_thirteen)
  select s.service,
         case when b.majority_on is null then 'unknown'
              when b.majority_on <= q.last_day then '18+'
              when b.majority_on - make_interval(years => q.from_thirteen) <= q.last_day then '13-17'
              else '0-12' end,
         count(distinct s.beneficiary_id)::int, count(*)::int
    from service_delivered s join beneficiary b on b.id = s.beneficiary_id cross join quarter q
   where sec.has_role('operator') and s.attendance = 'attended' and sec.counts_as_given(s.id) and s.occurred_on between p_quarter and q.last_day
   group by 1, 2
$$;

-- The quarters that can be published and are not: from the first in which something was given.
create or replace function aggregates_due() returns setof date
language sql stable set search_path = public, pg_temp as $$
  select q::date
    from generate_series(
      (select date_trunc('quarter', min(occurred_on)::timestamp) from service_delivered where attendance = 'attended'),
      legal_today()::timestamp, interval '3 months') q
   where (q + interval '3 months')::date + policy_value('SV-3', 'days', legal_today())::int <= legal_today()
     and not exists (select from aggregate_publication p where p.quarter_on = q::date)
   order by 1
$$;

create or replace function publish_aggregates(p_quarter date, p_cells jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_least int := policy_value('AG-1', 'least', legal_today())::int;
begin
  if not sec.has_role('operator') then
    raise exception 'only the operator''s commands publish' using errcode = '42501';
  elsif (p_quarter + interval '3 months')::date + policy_value('SV-3', 'days', legal_today())::int > legal_today() then
    raise exception 'this quarter still takes entries' using errcode = 'AG001';
  end if;
  -- Unique: of two at the same moment one waits here, and is refused.
  insert into aggregate_publication (quarter_on, least, cells, published_by) values (p_quarter, v_least, p_cells, sec.person());
  if exists (
    with said as (select x.* from jsonb_to_recordset(p_cells) as x(service text, band text, children int, given int)),
    counted as (
      select coalesce(c.service, '') as service, coalesce(c.band, '') as band, sum(c.children)::int as children, sum(c.given)::int as given
        from count_services_given(p_quarter) c group by cube (c.service, c.band))
    select from said full join counted using (service, band)
     where said.service is null
        or (said.children is null) <> (said.given is null)
        or said.children is not null and (said.children, said.given) is distinct from (coalesce(counted.children, 0), coalesce(counted.given, 0))
        or said.children is null and coalesce(counted.children, 0) = 0
        or said.children between 1 and v_least - 1
    union all
    select from said group by service having count(*) filter (where children is null) = 1
    union all
    select from said group by band having count(*) filter (where children is null) = 1
    union all
    select from said group by service, band having count(*) > 1
  ) then
    raise exception 'not to publish' using errcode = 'AG002';
  end if;
  perform record_audit_event('aggregates.published', 'aggregates', to_char(p_quarter, 'YYYY"-q"Q'), null, null, '{}');
end $$;

drop policy if exists seen on aggregate_publication;
create policy seen on aggregate_publication for select to tutela_app, tutela_owner using ((select sec.has_a_role('{court,finance,operator}')));
drop policy if exists written on aggregate_publication;
create policy written on aggregate_publication for insert to tutela_owner with check (published_by = (select sec.person()));
create or replace trigger written_once before update or delete on aggregate_publication for each row execute function refuse_change();
alter table aggregate_publication enable always trigger written_once;
create or replace trigger never_emptied before truncate on aggregate_publication for each statement execute function refuse_change();
alter table aggregate_publication enable always trigger never_emptied;

grant execute on function count_services_given(date), aggregates_due(), publish_aggregates(date, jsonb) to tutela_app;
-- Which are due is looked up by the server itself, without a person.
grant execute on function aggregates_due(), policy_value(text, text, date), legal_today(text) to tutela_operator;
