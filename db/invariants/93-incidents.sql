-- The register of incidents: what may have happened to what is known of people, what was found of it, and whom it was told
-- (RA 10173 s.20(f); IRR s.38; NPC Circular 16-03). Everybody reports; administrators, auditors and trustees keep it. All of
-- it is written once: a later assessment counts instead of an earlier one, and a line that was wrong is replaced by another.
-- Codes: BR001 a moment that lies ahead; BR002 a moment before the discovery; BR003 a line that is not there to replace;
-- BR004 a code that is not known here; BR005 no moment in a zone we know; BR009 not to be seen.
set local role tutela_owner;

do $$
declare t text;
begin
  foreach t in array array['incident', 'incident_subject', 'incident_assessment', 'incident_line'] loop
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('revoke insert, update on %I from tutela_app', t);
    execute format('grant select on %I to tutela_app', t);
    execute format('create or replace trigger written_once before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger written_once', t);
    execute format('create or replace trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger never_emptied', t);
  end loop;
end $$;

-- Those who are told of what goes wrong with the system (domain: visibility of the audit log): trustees answer for the data,
-- auditors look after them, administrators can end a session or a role at once. Of codes each sees those that are theirs.
create or replace function keeps_incidents() returns boolean
language sql stable set search_path = public, pg_temp as $$
  select sec.has_a_role('{trustee,auditor,administrator}')
$$;

create policy seen on incident for select to tutela_app, tutela_owner using (reported_by = (select sec.person()) or (select keeps_incidents()));
create policy seen on incident_subject for select to tutela_app, tutela_owner using (
  named_by = (select sec.person()) or ((select keeps_incidents()) and exists (select from beneficiary b where b.id = beneficiary_id)));
create policy seen on incident_assessment for select to tutela_app, tutela_owner using ((select keeps_incidents()));
create policy seen on incident_line for select to tutela_app, tutela_owner using ((select keeps_incidents()));

-- How many children are named in an incident that the reader may see: also those whose codes are not theirs.
grant select on incident_subject, incident to tutela_sec;
drop policy if exists sec_reads on incident;
create policy sec_reads on incident for select to tutela_sec using (true);
drop policy if exists sec_counts on incident_subject;
create policy sec_counts on incident_subject for select to tutela_sec using (true);
set local role tutela_sec;
create or replace function sec.count_incident_subjects(p_incident bigint) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from incident_subject s join incident i on i.id = s.incident_id
   where i.id = p_incident and (i.reported_by = sec.person() or sec.has_a_role('{trustee,auditor,administrator}'))
$$;
grant execute on function sec.count_incident_subjects(bigint) to tutela_app;
set local role tutela_owner;

create policy written on incident for insert to tutela_owner with check (reported_by = (select sec.person()));
create policy written on incident_subject for insert to tutela_owner with check (named_by = (select sec.person()));
create policy written on incident_assessment for insert to tutela_owner with check (assessed_by = (select sec.person()));
create policy written on incident_line for insert to tutela_owner with check (written_by = (select sec.person()));

-- What a person reads off a clock on the wall, as this database's clock counts it: the demo world lies some days ahead.
create or replace function past_moment(p_day date, p_time time, p_zone text) returns timestamptz
language plpgsql stable set search_path = public, pg_temp as $$
declare v_at timestamptz;
begin
  if p_day is null or p_time is null or p_zone is null or p_zone not in ('America/New_York', 'Asia/Manila') then
    raise exception 'no such moment' using errcode = 'BR005';
  end if;
  v_at := ((p_day + p_time) at time zone p_zone) - make_interval(hours => 24 * coalesce((select clock_offset_days from installation), 0));
  if v_at > clock_timestamp() then
    raise exception 'a moment that lies ahead' using errcode = 'BR001';
  end if;
  return v_at;
end $$;

-- Codes are looked for under the sight of who writes them, so that nobody learns here which codes exist.
create or replace function name_incident_subjects(p_incident bigint, p_codes text[]) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare v_code text;
begin
  foreach v_code in array p_codes loop
    if not exists (select from beneficiary where code = v_code) then
      raise exception 'no such code' using errcode = 'BR004';
    end if;
    insert into incident_subject (incident_id, beneficiary_id, named_by)
      select p_incident, id, sec.person() from beneficiary where code = v_code on conflict do nothing;
  end loop;
end $$;

create or replace function report_incident(p_kind text, p_day date, p_time time, p_zone text, p_what text, p_codes text[]) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_reference text := next_reference('B', legal_today());
  v_id bigint;
begin
  insert into incident (reference, kind, discovered_at, what, reported_by)
    values (v_reference, p_kind, past_moment(p_day, p_time, p_zone), btrim(p_what), sec.person()) returning id into v_id;
  perform name_incident_subjects(v_id, p_codes);
  perform record_audit_event('incident.reported', 'incident', v_reference, null, null, jsonb_build_object('kind', p_kind));
  return v_reference;
end $$;

create or replace function kept_incident(p_reference text) returns incident
language plpgsql stable set search_path = public, pg_temp as $$
declare i incident%rowtype;
begin
  select * into i from incident where reference = p_reference and keeps_incidents();
  if i.id is null then
    raise exception 'no such incident' using errcode = 'BR009';
  end if;
  return i;
end $$;

-- By one "no" the clock of a notice stands still, so who answers has just shown that it is them.
create or replace function assess_incident(
  p_reference text, p_day date, p_time time, p_zone text, p_sensitive text, p_sensitive_why text,
  p_acquired text, p_acquired_why text, p_harm text, p_harm_why text, p_subjects int, p_codes text[]
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  i incident%rowtype := kept_incident(p_reference);
  v_at timestamptz := past_moment(p_day, p_time, p_zone);
begin
  perform sec.demand_fresh_factor();
  if v_at < date_trunc('minute', i.discovered_at) then
    raise exception 'believed before it was discovered' using errcode = 'BR002';
  end if;
  insert into incident_assessment (incident_id, believed_at, sensitive, sensitive_why, acquired, acquired_why, harm, harm_why, subjects, assessed_by)
    values (i.id, v_at, p_sensitive, btrim(p_sensitive_why), p_acquired, btrim(p_acquired_why), p_harm, btrim(p_harm_why), p_subjects, sec.person());
  perform name_incident_subjects(i.id, p_codes);
  perform record_audit_event('incident.assessed', 'incident', p_reference, null, null,
    jsonb_build_object('sensitive', p_sensitive, 'acquired', p_acquired, 'harm', p_harm));
end $$;

create or replace function add_incident_line(
  p_reference text, p_kind text, p_day date, p_time time, p_zone text, p_what text, p_evidence text, p_replaces bigint
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  i incident%rowtype := kept_incident(p_reference);
  v_at timestamptz := past_moment(p_day, p_time, p_zone);
begin
  if v_at < date_trunc('minute', i.discovered_at) then
    raise exception 'done before it was discovered' using errcode = 'BR002';
  elsif p_replaces is not null and not exists (select from incident_line l where l.id = p_replaces and l.incident_id = i.id) then
    raise exception 'no such line' using errcode = 'BR003';
  end if;
  insert into incident_line (incident_id, kind, happened_at, what, evidence, replaces, written_by)
    values (i.id, p_kind, v_at, btrim(p_what), btrim(p_evidence), p_replaces, sec.person());
  perform record_audit_event('incident.line-added', 'incident', p_reference, null, null, jsonb_build_object('kind', p_kind));
end $$;

grant execute on function keeps_incidents(), report_incident(text, date, time, text, text, text[]),
  assess_incident(text, date, time, text, text, text, text, text, text, text, int, text[]),
  add_incident_line(text, text, date, time, text, text, text, bigint) to tutela_app;
