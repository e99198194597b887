-- What the operator's commands keep about the books as a whole: which heads were signed and given away, and when the checks
-- were asked. Error codes: 42501 for anybody but the operator · LE004 a head that is not in its trust's chain.
grant execute on function record_audit_event(text, text, text, bigint, bigint, jsonb) to tutela_ledger;
set local role tutela_ledger;

create or replace function demand_operator() returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if not sec.has_a_role('{operator}') then
    raise exception 'only the operator''s commands keep this' using errcode = '42501';
  end if;
end $$;

-- Keeps that the heads of these trusts were signed at a moment, by a key; refused where one is no link of its chain.
create or replace function record_anchors(p_trusts bigint[], p_lengths bigint[], p_hashes bytea[], p_key text, p_at timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare a record;
begin
  perform demand_operator();
  for a in
    select x.trust, x.length, x.hash, l.entry_id, t.code
      from unnest(p_trusts, p_lengths, p_hashes) x(trust, length, hash)
      left join chain_link l on l.trust_id = x.trust and l.place = x.length and l.hash = x.hash
      left join trust t on t.id = l.trust_id
  loop
    if a.entry_id is null then
      raise exception 'no such link in the chain' using errcode = 'LE004';
    end if;
    insert into chain_anchor (trust_id, length, entry_id, hash, key_id, written_by, written_at)
      values (a.trust, a.length, a.entry_id, a.hash, p_key, sec.person(), p_at);
    perform record_audit_event('chain.anchored', 'trust', a.code, a.trust, null,
      jsonb_build_object('entries', a.length::text, 'hash', encode(a.hash, 'hex'), 'key', p_key));
  end loop;
end $$;

-- Keeps what the standing checks found, once all of them were asked.
create or replace function record_verification(p_began timestamptz, p_checks int, p_findings jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_operator();
  insert into verification_run (began_at, checks, findings) values (p_began, p_checks, p_findings);
end $$;
