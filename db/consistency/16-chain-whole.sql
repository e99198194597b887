-- The chain of each trust is whole: no entry vanished, moved or came from elsewhere
-- Each link is taken again from the one before it and its entry's fingerprint, and the head from the last. Which entry has
-- no link is asked of a trust that has more entries than links: counted first, since each entry's look-up costs more.
with uneven as materialized (
  select * from chain_head h
   where (select count(*) from journal_entry e where e.trust_id = h.trust_id and e.id <= h.entry_id)
      <> (select count(*) from chain_link l where l.trust_id = h.trust_id))
select l.trust_id, l.place, l.entry_id, case when e.id is null then 'the entry is gone' else 'the link is not what follows from the one before' end as fault
  from (select x.*, row_number() over (partition by trust_id order by place) as nth,
               lag(hash, 1, decode(repeat('00', 32), 'hex')) over (partition by trust_id order by place) as before,
               lag(entry_id, 1, 0::bigint) over (partition by trust_id order by place) as entry_before
          from chain_link x) l
  join trust t on t.id = l.trust_id
  left join journal_entry e on e.id = l.entry_id and e.trust_id = l.trust_id
 where e.id is null or l.place <> l.nth or l.entry_id <= l.entry_before
    or l.hash <> link_hash(l.before, t.code, l.place, e.id, e.recorded_at, e.recorded_by, e.content_sha256)
union all
select e.trust_id, null, e.id, 'an entry below the head is not in the chain'
  from uneven h
  join journal_entry e on e.trust_id = h.trust_id and e.id <= h.entry_id
  left join chain_link l on l.entry_id = e.id and l.trust_id = e.trust_id
 where l.entry_id is null
union all
select t.id, coalesce(l.place, h.length), coalesce(l.entry_id, h.entry_id), 'the head is not the last link'
  from trust t
  left join chain_head h on h.trust_id = t.id
  left join lateral (select place, entry_id, hash from chain_link l where l.trust_id = t.id order by place desc limit 1) l on true
 where (h.length, h.entry_id, h.hash) is distinct from (l.place, l.entry_id, l.hash)
