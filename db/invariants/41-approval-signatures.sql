-- An approval of somebody who has a passkey is signed with it, in the same transaction. Whether the signature is right is
-- checked by app/access/approval-signature.ts, here for the page and anywhere by whoever wants to be sure: a database can
-- lose a signature, and cannot make one. Error code DI010: the signature is missing, or not of this approval.
create or replace function sign_approval(
  p_reference text, p_nonce text, p_credential text, p_origin text, p_authenticator_data text, p_client_data text, p_signature text
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_key bytea := (select spki from sec.own_passkeys() where credential_id = p_credential);
begin
  if v_key is null or not sec.take_own_challenge(p_nonce) then
    raise exception 'no such challenge of this person' using errcode = 'DI010';
  end if;
  insert into approval_signature (approval_id, trust_id, nonce, credential_id, public_key, origin, authenticator_data, client_data, signature)
    select a.id, a.trust_id, p_nonce, p_credential, translate(encode(v_key, 'base64'), E'+/=\n', '-_'), p_origin,
           p_authenticator_data, p_client_data, p_signature
      from approval a join disbursement d on d.id = a.disbursement_id and d.version = a.version
     where d.reference = p_reference and a.person_id = sec.person() and a.decision = 'approve';
  if not found then
    raise exception 'no such approval' using errcode = 'DI010';
  end if;
end $$;

create or replace function check_approval_signed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from sec.own_passkeys()) and not exists (select from approval_signature where approval_id = new.id) then
    raise exception 'the approval is not signed' using errcode = 'DI010';
  end if;
  return null;
end $$;
drop trigger if exists approval_signed on approval;
create constraint trigger approval_signed after insert on approval deferrable initially deferred
  for each row when (new.decision = 'approve') execute function check_approval_signed();
alter table approval enable always trigger approval_signed;
