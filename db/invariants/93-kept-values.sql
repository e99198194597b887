-- A value that the vault has is not written over by who may keep one: a child's is put right where another person agreed that it
-- is wrong (93-rights.sql), an account of a provider is another account (93-payout-accounts.sql), the name of a party stays. The
-- address of a shelter changes when the shelter moves. Error code: RV014 kept already.
set local role tutela_owner;

create or replace function vault.refuse_replacing() returns trigger
language plpgsql security definer set search_path = public, vault, pg_temp as $$
declare s vault.subject := (select x from vault.subject x where x.id = new.subject_id);
begin
  perform sec.demand_fresh_factor();
  if new.field <> 'shelter_address' and not (s.kind = 'beneficiary' and exists (
       select from rights_request r join rights_decision d on d.request_id = r.id and d.decision = 'agreed'
        where r.beneficiary_id = s.record_id and r.kind = 'rectification' and r.item = new.field
          and not exists (select from rights_answer a where a.request_id = r.id))) then
    raise exception 'the vault has this value already' using errcode = 'RV014';
  end if;
  return new;
end $$;
-- A rotation of keys seals the same value anew and changes no version.
create or replace trigger replaced_by_agreement before update on vault.field for each row
  when (new.version <> old.version) execute function vault.refuse_replacing();
alter table vault.field enable always trigger replaced_by_agreement;

-- For the vault's process, in the transaction of what it did: that a value was kept, that the vault was searched, and what it
-- refused to whom. Never a value; what was asked is one of the vault's own words or a reference.
create or replace function note_kept(p_kind text, p_code text, p_fields text[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select record_audit_event('identity.kept', p_kind, p_code, sec.first_trust_of(b.id), b.id, jsonb_build_object('fields', array_to_string(p_fields, ', ')))
    from (select (select id from beneficiary where p_kind = 'beneficiary' and code = p_code) as id) b
$$;
create or replace function note_searched(p_found integer) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select record_audit_event('vault.searched', 'vault', 'a name', null, null, jsonb_build_object('found', p_found::text))
$$;
create or replace function note_vault_refused(p_act text, p_purpose text, p_outcome text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select record_audit_event('vault.refused', 'vault', p_purpose, null, null, jsonb_build_object('act', p_act, 'outcome', p_outcome))
   where p_outcome ~ '^[A-Za-z0-9.-]{1,40}$' and p_purpose ~ '^[A-Za-z0-9-]{1,40}$'
$$;
grant execute on function note_kept(text, text, text[]), note_searched(integer), note_vault_refused(text, text, text) to tutela_vault;
