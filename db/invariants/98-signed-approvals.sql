-- How many of the approvals behind the payments of a period are signed by a passkey: two counts and no more, because the
-- court that reads the accounting sees no approval. Nothing for whoever sees neither the trust's books nor its docket.
set local role tutela_sec;
grant execute on function sec.money_trusts(), sec.docket_trusts() to tutela_operator;
set local role tutela_operator;

create or replace function consistency.approvals_signed(p_trust bigint, p_from date, p_through date, out given int, out signed int)
language sql stable security definer set search_path = consistency, public, pg_temp as $$
  select count(*)::int, count(s.approval_id)::int
    from payment p
    join disbursement d on d.id = p.disbursement_id
    join approval a on a.disbursement_id = d.id and a.version = d.version and a.decision = 'approve'
    left join approval_signature s on s.approval_id = a.id
   where p.trust_id = p_trust and p.paid_on between p_from and p_through
     and p_trust = any (sec.money_trusts() || sec.docket_trusts())
     and not exists (select from approval_withdrawal w where w.approval_id = a.id)
$$;
grant usage on schema consistency to tutela_app;
grant execute on function consistency.approvals_signed(bigint, date, date) to tutela_app;
