-- Every head that was signed, or kept by a close, still is in its chain
-- Who rewrites a chain from an entry on must rewrite these too; who was given an anchor's file sees even that.
select a.trust_id, a.length as place, a.entry_id, 'an anchor of ' || a.written_at as kept
  from chain_anchor a
  left join chain_link l on l.trust_id = a.trust_id and l.place = a.length
 where (l.hash, l.entry_id) is distinct from (a.hash, a.entry_id)
union all
select c.trust_id, c.chain_length, l.entry_id, 'the close through ' || c.through_on
  from period_close c
  left join chain_link l on l.trust_id = c.trust_id and l.place = c.chain_length
 where c.chain_hash <> coalesce(l.hash, decode(repeat('00', 32), 'hex')) or (l.hash is null and c.chain_length <> 0)
