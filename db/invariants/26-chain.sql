-- Tamper evidence: each trust's entries in the order of their numbers, each link the hash of the one before and of the entry.
-- An entry is fingerprinted as it is posted and linked soon after, outside the posting's way: a head that every posting must
-- lock until it commits would let one posting of a trust pass at a time. Linking takes the trust's books alone for a moment,
-- so that no entry of a lower number is still under way, and the links have neither gap nor second order.
-- db/README.md tells a stranger how to recompute a chain.
set local role tutela_ledger;

-- A code, numbers, a moment and a hash: nothing that JSON would write otherwise between its quotes.
create or replace function link_hash(
  p_before bytea, p_trust_code text, p_place bigint, p_entry bigint, p_recorded_at timestamptz, p_recorded_by bigint, p_content bytea
) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(format(E'tutela link 1\n%s\n["%s","%s","%s","%s","%s","%s"]',
    encode(p_before, 'hex'), p_trust_code, p_place, p_entry, to_char(p_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    p_recorded_by, encode(p_content, 'hex')), 'UTF8'))
$$;

-- Links what is not linked yet and returns the chain's length. With p_wait it waits for postings under way; without, it
-- returns NULL where there are any. Anybody may call it: it says nothing and decides nothing.
create or replace function link_entries(p_trust bigint, p_wait boolean) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h chain_head%rowtype;
  e record;
  v_before bigint;
  v_places bigint[] := '{}';
  v_entries bigint[] := '{}';
  v_hashes bytea[] := '{}';
begin
  perform demand_read_committed();
  if p_wait then
    perform pg_advisory_xact_lock(7001, p_trust::int);
  elsif not pg_try_advisory_xact_lock(7001, p_trust::int) then
    return null;
  end if;
  select * into h from chain_head where trust_id = p_trust;
  v_before := coalesce(h.entry_id, 0);
  h.length := coalesce(h.length, 0);
  h.hash := coalesce(h.hash, decode(repeat('00', 32), 'hex'));
  for e in
    select j.id, j.recorded_at, j.recorded_by, j.content_sha256, t.code
      from journal_entry j join trust t on t.id = j.trust_id where j.trust_id = p_trust and j.id > v_before order by j.id
  loop
    h.length := h.length + 1;
    h.hash := link_hash(h.hash, e.code, h.length, e.id, e.recorded_at, e.recorded_by, e.content_sha256);
    h.entry_id := e.id;
    v_places := v_places || h.length;
    v_entries := v_entries || h.entry_id;
    v_hashes := v_hashes || h.hash;
  end loop;
  if v_entries = '{}' then
    return h.length;
  end if;
  insert into chain_link (trust_id, place, entry_id, hash) select p_trust, * from unnest(v_places, v_entries, v_hashes);
  insert into account_month as m (trust_id, account_id, part, month, moved)
    select p_trust, p.account_id, p.part, date_trunc('month', p.occurred_on)::date, sum(p.amount)
      from journal_entry j join posting p on p.entry_id = j.id
     where j.trust_id = p_trust and j.id > v_before and j.id <= h.entry_id group by 2, 3, 4
    on conflict (trust_id, account_id, part, month) do update set moved = m.moved + excluded.moved;
  insert into chain_head as c (trust_id, length, entry_id, hash) values (p_trust, h.length, h.entry_id, h.hash)
    on conflict (trust_id) do update set length = excluded.length, entry_id = excluded.entry_id, hash = excluded.hash;
  return h.length;
end $$;

-- The trusts with entries that are not linked yet, each to be linked in a transaction of its own.
create or replace function unlinked_trusts() returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from trust t left join chain_head h on h.trust_id = t.id
   where exists (select from journal_entry e where e.trust_id = t.id and e.id > coalesce(h.entry_id, 0)) order by t.id
$$;
