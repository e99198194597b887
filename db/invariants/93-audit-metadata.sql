-- What an administrator sees of the trail: who did which kind of act, when, from which device and with which factor shown; of
-- which record, its kind alone. No code, no amount, no reason, no child. AU-6 and AC-2(12) of NIST 800-53: who gives roles
-- watches how they are used, and sees no money and no child. The trail's table stays closed to them, and no filter asks after a
-- record, whose answer would tell of it. Acts on records restricted to others are left out, but one's own.
set local role tutela_owner;
grant select on audit_event to tutela_sec;
drop policy if exists read_for_metadata on audit_event;
create policy read_for_metadata on audit_event for select to tutela_sec using (true);

set local role tutela_sec;

-- The newest before an event, or the oldest after one: one more than a page tells whether there are others.
create or replace function sec.trail_metadata(
  p_person bigint, p_action text, p_from date, p_through date, p_days_ahead int, p_before bigint, p_after bigint, p_most int
) returns table (id bigint, at timestamptz, person text, for_person text, action text, record_type text, device text, factor text, factor_age int)
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
declare v_forward boolean := p_after is not null and p_before is null;
begin
  if not sec.has_role('administrator') then
    return;
  end if;
  -- Put together for the way the page is turned, so that the newest are found by the key and the trail is not sorted whole.
  return query execute format($q$
    select e.id, e.at, p.name, g.name, e.action, e.record_type, e.device, e.factor, e.factor_age
      from audit_event e join person p on p.id = e.person_id left join person g on g.id = (e.facts ->> 'for')::bigint
     where ($1 is null or e.person_id = $1) and ($2 is null or e.action = $2) and ($6 is null or e.id < $6) and (not $9 or e.id > $7)
       and ($3 is null or ((e.at + make_interval(days => $5)) at time zone 'America/New_York')::date >= $3)
       and ($4 is null or ((e.at + make_interval(days => $5)) at time zone 'America/New_York')::date <= $4)
       and (e.person_id = sec.person() or not (coalesce(e.trust_id = any((select sec.hidden_trusts())::bigint[]), false)
                                               or coalesce(e.beneficiary_id = any((select sec.hidden_beneficiaries())::bigint[]), false)))
     order by e.id %s limit least($8, 200) $q$, case when v_forward then 'asc' else 'desc' end)
    using p_person, p_action, p_from, p_through, p_days_ahead, p_before, p_after, p_most, v_forward;
end $$;

grant execute on function sec.trail_metadata(bigint, text, date, date, int, bigint, bigint, int) to tutela_app;
