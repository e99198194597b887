-- What a request pays for, past the sight of who reads it: of a restricted child the services are hidden, and none would seem
-- to be missed, off the plan or logged by who decides.
set local role tutela_sec;
create or replace function sec.services_asked(p_disbursement bigint) returns integer
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  return (select count(*)::int from disbursement_line l where l.disbursement_id = p_disbursement);
end $$;

create or replace function sec.logged_by_one_of(p_disbursement bigint, p_people bigint[]) returns boolean
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  return exists (select from disbursement_line l join service_delivered s on s.id = l.service_delivered_id
                  where l.disbursement_id = p_disbursement and s.logged_by = any(p_people));
end $$;
grant execute on function sec.services_asked(bigint) to tutela_app, tutela_owner;
grant execute on function sec.logged_by_one_of(bigint, bigint[]) to tutela_owner;
set local role tutela_owner;

create or replace function demand_services_seen(p_disbursement bigint) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if (select count(*) from disbursement_line l join service_delivered s on s.id = l.service_delivered_id
       where l.disbursement_id = p_disbursement) <> sec.services_asked(p_disbursement) then
    raise exception 'services of this request are hidden' using errcode = 'DI015';
  end if;
end $$;
