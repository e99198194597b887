-- The chain of each trust is whole: no entry changed, vanished, moved or came from elsewhere
-- Each entry's fingerprint is taken again from its rows, each link again from the one before it, and the head from the last.
select e.trust_id, l.place, e.id as entry_id, 'its content is not what was posted' as fault
  from journal_entry e
  join trust t on t.id = e.trust_id
  left join chain_link l on l.entry_id = e.id
  left join (select p.trust_id, p.entry_id, string_agg(posting_text(p.line, a.code, p.subaccount_id, p.part, p.amount, p.currency, p.lot_id, p.units), E'\n' order by p.line) as postings
               from posting p join account a on a.id = p.account_id group by p.trust_id, p.entry_id) p on p.entry_id = e.id and p.trust_id = e.trust_id
 where e.content_sha256 <> entry_digest(t.code, e.kind, e.occurred_on, e.concerns_on, e.description, e.party, e.category, e.reference,
                                        e.source_type, e.source_ref, e.source_digest, e.reverses_id, p.postings)
union all
select l.trust_id, l.place, l.entry_id, case when e.id is null then 'the entry is gone' else 'the link is not what follows from the one before' end
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
  from journal_entry e join chain_head h on h.trust_id = e.trust_id and e.id <= h.entry_id
  left join chain_link l on l.entry_id = e.id and l.trust_id = e.trust_id
 where l.entry_id is null
union all
select t.id, coalesce(l.place, h.length), coalesce(l.entry_id, h.entry_id), 'the head is not the last link'
  from trust t
  left join chain_head h on h.trust_id = t.id
  left join lateral (select place, entry_id, hash from chain_link l where l.trust_id = t.id order by place desc limit 1) l on true
 where (h.length, h.entry_id, h.hash) is distinct from (l.place, l.entry_id, l.hash)
