-- No entry was changed since it was posted
-- Each entry's fingerprint is taken again from its rows and the rows of its postings.
select e.trust_id, e.id as entry_id
  from journal_entry e
  join trust t on t.id = e.trust_id
  left join (select p.trust_id, p.entry_id, string_agg(posting_text(p.line, a.code, p.subaccount_id, p.part, p.amount, p.currency, p.lot_id, p.units), E'\n' order by p.line) as postings
               from posting p join account a on a.id = p.account_id group by p.trust_id, p.entry_id) p on p.entry_id = e.id and p.trust_id = e.trust_id
 where e.content_sha256 <> entry_digest(t.code, e.kind, e.occurred_on, e.concerns_on, e.description, e.party, e.category, e.reference,
                                        e.source_type, e.source_ref, e.source_digest, e.reverses_id, p.postings)
