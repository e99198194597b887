-- The trail's chain: one for the installation, each event bound by SHA-256 to all before it. A single sequencer gives each
-- event its place within two seconds (app/cli/keep-trail), outside everybody's way: a head that every event locks until it
-- commits would let one person at a time through the whole site. The order is that in which the sequencer saw them
-- committed. db/README.md tells a stranger how to recompute it.
-- Error codes: 42501 for anybody but the operator · LE004 a head that is not in the chain.
set local role tutela_ledger;

-- What is bound of an event: a JSON array without spaces, all values strings or null; the facts follow as names and values
-- by turns, in the order of the names' bytes. It is stored as it was hashed, since how JSON is written may change.
create or replace function audit_text(p_event audit_event, p_place bigint) returns text
language sql stable as $$
  select array_to_json(array['v1', p_place::text, to_char(p_event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      p_event.person_id::text, p_event.action, p_event.record_type, p_event.record_ref, p_event.trust_id::text, p_event.beneficiary_id::text,
      p_event.session_id::text, p_event.address, p_event.device, p_event.factor, p_event.factor_age::text, p_event.request_id]
    || coalesce((select array_agg(w order by f.key collate "C", n)
                   from jsonb_each_text(p_event.facts) f, unnest(array[f.key, f.value]) with ordinality x(w, n)), '{}'))::text
$$;

create or replace function audit_hash(p_before bytea, p_text text) returns bytea
language sql immutable as $$
  select sha256(convert_to(concat(E'tutela audit 1\n', encode(p_before, 'hex'), E'\n', p_text), 'UTF8'))
$$;

-- Binds what waits, some thousands at a time, and returns the chain's length. With p_wait it waits for another sequencer;
-- without, it returns NULL where there is one. Anybody may call it: it says nothing and decides nothing.
create or replace function link_audit_events(p_wait boolean) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_place bigint;
  v_hash bytea;
  v_text text;
  e record;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'events are linked in read committed, which sees what was committed before the lock' using errcode = '25001';
  end if;
  if p_wait then
    perform pg_advisory_xact_lock(7003, 1);
  elsif not pg_try_advisory_xact_lock(7003, 1) then
    return null;
  end if;
  perform bind_records();
  select place, hash into v_place, v_hash from audit_link order by place desc limit 1;
  v_place := coalesce(v_place, 0);
  v_hash := coalesce(v_hash, decode(repeat('00', 32), 'hex'));
  for e in select a as event, a.id from audit_waiting w join audit_event a on a.id = w.event_id order by w.event_id limit 5000 loop
    v_place := v_place + 1;
    v_text := audit_text(e.event, v_place);
    v_hash := audit_hash(v_hash, v_text);
    insert into audit_link (place, event_id, said, hash) values (v_place, e.id, v_text, v_hash);
    delete from audit_waiting where event_id = e.id;
  end loop;
  return v_place;
end $$;

-- How far the trail reaches, what waits and since when, and the newest checkpoint. It says nothing of what is in it.
create or replace function audit_reach(
  out length bigint, out hash bytea, out waiting bigint, out waiting_since timestamptz, out checkpoint_length bigint, out checkpoint_at timestamptz
) language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(l.place, 0), l.hash, w.many, w.since, c.length, c.written_at
    from (select count(*) as many, min(e.at) as since from audit_waiting x join audit_event e on e.id = x.event_id) w
    left join (select * from audit_link order by place desc limit 1) l on true
    left join (select * from audit_checkpoint order by number desc limit 1) c on true
$$;

-- Whether the newest checkpoint is an hour old and something was bound since, or a period was closed or an accounting filed.
create or replace function checkpoint_is_due() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select r.length > coalesce(r.checkpoint_length, 0)
     and (coalesce(r.checkpoint_at, '-infinity') < clock_timestamp() - interval '1 hour'
          or exists (select from audit_link l join audit_event e on e.id = l.event_id
                      where l.place > r.checkpoint_length and e.action in ('period.closed', 'accounting.filed')))
    from audit_reach() r
$$;

-- Keeps a signed head of the trail, with the text that was signed; refused where it is no link of it.
create or replace function record_checkpoint(p_length bigint, p_hash bytea, p_key text, p_at timestamptz, p_sealed text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_operator();
  if not exists (select from audit_link l where l.place = p_length and l.hash = p_hash) then
    raise exception 'no such link in the trail' using errcode = 'LE004';
  end if;
  perform pg_advisory_xact_lock(7003, 3);
  insert into audit_checkpoint (number, length, hash, key_id, written_at, sealed)
    select coalesce(max(number), 0) + 1, p_length, p_hash, p_key, p_at, p_sealed from audit_checkpoint;
end $$;
