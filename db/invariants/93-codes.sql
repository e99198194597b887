-- Codes by which children are known. The internal one is drawn when a child is taken in; each court and each provider has
-- another, drawn when it is first needed there. Nobody chooses one, nothing is derived from anything, none is given twice.
--
-- Which codes belong to one child stands in schema vault, on which neither the web's role nor the operator's export has any
-- right: what reads it is one function a recipient, which answers that recipient's codes alone. The rows are not sealed: a
-- code names nobody, and an accounting is printed while the vault's process is down.
-- Codes: BC001 every internal code is given out; BC002 codes are laid down in a demo world only; RV012 not this person's.

set local role tutela_owner;

create table if not exists vault.recipient_code (
  id bigint generated always as identity primary key,
  beneficiary_id bigint not null references public.beneficiary,
  -- "court 0:00-cr-00001-ZZZ": a court is a docket, so that two cases cannot be linked by one court either.
  recipient text not null check (recipient ~ '^(court|provider) .'),
  code text not null unique check (code ~ '^[BP]-[34679CFHJKMQRTWX]{4}$'),
  drawn_at timestamptz not null default clock_timestamp(),
  unique (beneficiary_id, recipient)
);
alter table vault.recipient_code enable row level security, force row level security;
revoke all on vault.recipient_code from public;
drop policy if exists own_functions on vault.recipient_code;
create policy own_functions on vault.recipient_code to tutela_owner using (true) with check (true);
drop trigger if exists written_once on vault.recipient_code;
create trigger written_once before update or delete on vault.recipient_code for each row execute function refuse_change();
alter table vault.recipient_code enable always trigger written_once;
drop trigger if exists never_emptied on vault.recipient_code;
create trigger never_emptied before truncate on vault.recipient_code for each statement execute function refuse_change();
alter table vault.recipient_code enable always trigger never_emptied;

-- The code by which a recipient knows a child, drawn if it is the first time. Sixteen letters and digits, none of which is
-- taken for another; two random bytes pick four of them without a bias.
create or replace function vault.code_for(p_beneficiary bigint, p_recipient text) returns text
language plpgsql volatile set search_path = vault, pg_temp as $$
declare v_code text;
begin
  loop
    select code into v_code from vault.recipient_code where beneficiary_id = p_beneficiary and recipient = p_recipient;
    exit when found;
    insert into vault.recipient_code (beneficiary_id, recipient, code)
      values (p_beneficiary, p_recipient, case when p_recipient like 'court %' then 'B-' else 'P-' end
              || translate(encode(ext.gen_random_bytes(2), 'hex'), '0123456789abcdef', '34679CFHJKMQRTWX'))
      on conflict do nothing;
  end loop;
  return v_code;
end $$;

-- The codes by which the court of a trust's docket knows the trust's children, for who reads the trust.
create or replace function court_codes(p_trust bigint) returns text[]
language sql volatile security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(code order by code), '{}') from (
    select vault.code_for(s.beneficiary_id, 'court ' || t.docket) as code
      from subaccount s join trust t on t.id = s.trust_id where t.id = p_trust) x
$$;

-- The code by which a provider knows a child, for who sends the child there or pays for it: it stands on what is handed to the
-- provider, whose invoices name it. Null for whoever has nothing to do with the two, or sees no plan or request that joins them.
create or replace function provider_code(p_beneficiary bigint, p_provider bigint) returns text
language sql volatile security definer set search_path = public, pg_temp as $$
  select vault.code_for(b.id, 'provider ' || p.code) from beneficiary b, provider p
   where b.id = p_beneficiary and p.id = p_provider and sec.has_a_role('{caseworker,supervisor,finance,trustee}')
     and (exists (select from plan_item i where i.beneficiary_id = b.id and i.provider_id = p.id)
          or exists (select from disbursement d where d.beneficiary_id = b.id and d.provider_id = p.id))
$$;

-- A child is taken in under the first of the given codes that nobody has had. They come in random order, all there are. Who
-- takes a child in as a caseworker is assigned to it from today.
create or replace function take_in_beneficiary(p_codes text[]) returns table (beneficiary_id bigint, code text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_code text;
  v_id bigint;
begin
  if not sec.has_a_role('{caseworker,operator}') then
    raise exception 'not this person''s to take in' using errcode = 'RV012';
  end if;
  foreach v_code in array p_codes loop
    insert into beneficiary (code) values (v_code) on conflict do nothing;
    if found then
      -- Not by RETURNING: a caseworker does not see a child before it is assigned to them.
      v_id := currval(pg_get_serial_sequence('beneficiary', 'id'));
      exit;
    end if;
  end loop;
  if v_id is null then
    raise exception 'every code is given out' using errcode = 'BC001';
  end if;
  if sec.has_role('caseworker') then
    insert into case_assignment (beneficiary_id, person_id, starts_on, given_by, reason)
      values (v_id, sec.person(), legal_today(), sec.person(), 'Took the child in');
  end if;
  perform record_audit_event('beneficiary.taken-in', 'beneficiary', v_code, null, v_id, '{}');
  return query select v_id, v_code;
end $$;

drop policy if exists taken_in on beneficiary;
create policy taken_in on beneficiary for insert to tutela_owner with check ((select sec.has_a_role('{caseworker,operator}')));
drop policy if exists taken_in on case_assignment;
create policy taken_in on case_assignment for insert to tutela_owner with check (
  person_id = (select sec.person()) and (select sec.has_role('caseworker')));

-- The demo world's codes stand in its pictures and its tests. A live installation has no such door.
create or replace function lay_cast_codes(p_code text, p_majority date, p_recipients text[], p_codes text[]) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_id bigint;
begin
  if not sec.has_role('operator') or (select mode from installation) <> 'demo' then
    raise exception 'codes are laid down in a demo world only' using errcode = 'BC002';
  end if;
  insert into beneficiary (code, majority_on) values (p_code, p_majority) returning id into v_id;
  insert into vault.recipient_code (beneficiary_id, recipient, code) select v_id, r, c from unnest(p_recipients, p_codes) as x(r, c);
  return v_id;
end $$;

-- Which form took a child in, so that the same form sent twice takes nobody in twice. Nothing of what was in it.
create table if not exists vault.intake (
  key uuid not null,
  place integer not null,
  beneficiary_id bigint not null references public.beneficiary,
  taken_by bigint not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (key, place)
);
alter table vault.intake enable row level security, force row level security;
revoke all on vault.intake from public;
drop policy if exists with_a_session on vault.intake;
create policy with_a_session on vault.intake to tutela_vault using ((select sec.person()) is not null) with check ((select sec.person()) is not null);
grant select, insert on vault.intake to tutela_vault;
grant execute on function take_in_beneficiary(text[]) to tutela_vault;

grant execute on function provider_code(bigint, bigint), court_codes(bigint), take_in_beneficiary(text[]), lay_cast_codes(text, date, text[], text[]) to tutela_app;
