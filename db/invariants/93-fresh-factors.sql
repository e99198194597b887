-- What else is done only by who has just shown that it is them (SI002): giving a role, saying where money goes, and taking an entry
-- back. The
-- functions that decide, pay, file and reveal ask for themselves; these are rows, so their triggers ask.
set local role tutela_owner;

create or replace function demand_fresh_factor_of_writer() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform sec.demand_fresh_factor();
  return new;
end $$;

-- A role that nobody gives is the operator's own, which its first command makes.
drop trigger if exists given_freshly on role_grant;
create trigger given_freshly before insert on role_grant for each row
  when (new.granted_by is not null) execute function demand_fresh_factor_of_writer();
alter table role_grant enable always trigger given_freshly;

-- A receipt's shares, which say whose money it is.
drop trigger if exists shared_freshly on allocation;
create trigger shared_freshly before insert on allocation for each row execute function demand_fresh_factor_of_writer();
alter table allocation enable always trigger shared_freshly;

-- Where a provider is paid. A rotation of keys seals the same value anew and changes no version.
drop trigger if exists payee_kept_freshly on vault.field;
drop trigger if exists payee_changed_freshly on vault.field;
create trigger payee_kept_freshly before insert on vault.field for each row
  when (new.field in ('payee_name', 'account_number')) execute function demand_fresh_factor_of_writer();
create trigger payee_changed_freshly before update on vault.field for each row
  when (new.field in ('payee_name', 'account_number') and new.version <> old.version) execute function demand_fresh_factor_of_writer();
alter table vault.field enable always trigger payee_kept_freshly;
alter table vault.field enable always trigger payee_changed_freshly;
