-- Today's legal day, the same for every check: the clock, plus the demo world's whole-day offset, in the trust's zone.
create or replace function legal_today(p_zone text default 'America/New_York') returns date
language sql stable set search_path = public, pg_temp as $$
  select ((clock_timestamp() + make_interval(days => coalesce((select clock_offset_days from installation), 0))) at time zone p_zone)::date
$$;

-- The legal day of a moment, as the world that is shown counts it.
create or replace function legal_day(p_at timestamptz, p_zone text default 'America/New_York') returns date
language sql stable set search_path = public, pg_temp as $$
  select ((p_at + make_interval(days => coalesce((select clock_offset_days from installation), 0))) at time zone p_zone)::date
$$;

-- A dated policy record's value, as it stands on a day. Null where no record covers the day.
create or replace function policy_value(p_key text, p_name text, p_on date) returns text
language sql stable set search_path = public, pg_temp as $$
  select value ->> p_name from policy
   where key = p_key and effective_from <= p_on and (effective_to is null or p_on <= effective_to)
   order by version desc limit 1
$$;

-- Human references: "D-2027-0113". One sequence a kind; a gap is harmless, a repeat impossible.
do $$
declare k text;
begin
  foreach k in array array['d', 'r', 'p', 's', 'acc', 'v', 'e', 'x', 'l', 'b', 'rt', 'rq'] loop
    execute format('create sequence if not exists reference_number_%s', k);
  end loop;
end $$;

create or replace function next_reference(p_kind text, p_on date) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare n bigint;
begin
  if p_kind not in ('D', 'R', 'P', 'S', 'ACC', 'V', 'E', 'X', 'L', 'B', 'RT', 'RQ') then
    raise exception 'no such kind of reference' using errcode = 'LE010';
  end if;
  n := nextval(format('reference_number_%s', lower(p_kind))::regclass);
  return p_kind || '-' || to_char(p_on, 'YYYY') || '-' || lpad(n::text, 4, '0');
end $$;
