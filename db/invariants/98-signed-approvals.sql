-- The passkeys that a person ever enrolled, also those taken away since: what was signed stays to be checked.
set local role tutela_sec;
create or replace function sec.keys_of(p_person bigint) returns table (credential_id text, public_key text)
language sql stable security definer set search_path = pg_catalog, sec, pg_temp as $$
  select k.credential_id, translate(encode(k.spki, 'base64'), E'+/=\n', '-_') from sec.passkey k where k.person_id = p_person
$$;
grant execute on function sec.keys_of(bigint) to tutela_operator;

-- The approvals behind the payments of a period, with what their approvers' passkeys signed, to be checked and counted
-- (count-signed-approvals): the court that reads the accounting is told two numbers and sees no approval. Nothing for whoever
-- sees neither the trust's books nor its docket.
grant execute on function sec.money_trusts(), sec.docket_trusts() to tutela_operator;
set local role tutela_operator;

create or replace function consistency.approvals_of_payments(p_trust bigint, p_from date, p_through date)
  returns table (request_hash text, person_id bigint, for_person_id bigint, nonce text, credential_id text, public_key text, origin text,
                 authenticator_data text, client_data text, signature text, key_on_file text)
language sql stable security definer set search_path = consistency, public, pg_temp as $$
  select a.request_hash, a.person_id, g.delegator_id, s.nonce, s.credential_id, s.public_key, s.origin, s.authenticator_data, s.client_data,
         s.signature, (select k.public_key from sec.keys_of(a.person_id) k where k.credential_id = s.credential_id)
    from payment p
    join disbursement d on d.id = p.disbursement_id
    join approval a on a.disbursement_id = d.id and a.version = d.version and a.decision = 'approve'
    left join delegation g on g.id = a.delegation_id
    left join approval_signature s on s.approval_id = a.id
   where p.trust_id = p_trust and p.paid_on between p_from and p_through
     and p_trust = any (sec.money_trusts() || sec.docket_trusts())
     and not exists (select from approval_withdrawal w where w.approval_id = a.id)
$$;
grant usage on schema consistency to tutela_app;
grant execute on function consistency.approvals_of_payments(bigint, date, date) to tutela_app;
