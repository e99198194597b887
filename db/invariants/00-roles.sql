-- Roles and schemas. Runs as the connecting user, before anything else; every other file runs as tutela_owner.
--   tutela_owner     owns the tables; logs in never, and FORCE ROW LEVEL SECURITY binds it too
--   tutela_ledger    owns the functions that write the ledger, and no table; nobody becomes it
--   tutela_sec       owns schema sec: the signing key, sessions, credentials and the functions that read them
--   tutela_app       what a person's transaction may do; the web login is its member and owns nothing
--   tutela_vault     what the vault's own process may do: keep and read sealed identities, and nothing of the books
--   tutela_operator  reads everything outside the vault, and may open the session under which the operator's commands act
do $$
declare
  wanted text;
begin
  foreach wanted in array array['tutela_owner', 'tutela_ledger', 'tutela_sec', 'tutela_app', 'tutela_vault', 'tutela_operator'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        -- Another database of this server is being migrated at this moment; roles belong to the whole server.
        null;
      end;
    end if;
    -- A superuser may become anyone; another migrating user needs the membership.
    if wanted not in ('tutela_app', 'tutela_vault') and not (select rolsuper from pg_roles where rolname = current_user)
      and not exists (
        select from pg_auth_members m
        where m.roleid = wanted::regrole and m.member = current_user::regrole
          and (to_jsonb(m) ->> 'set_option') is distinct from 'false'
      ) then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;

  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to tutela_app, tutela_vault, tutela_operator', current_database());
  execute format('grant connect, create on database %I to tutela_owner', current_database());
end
$$;

create schema if not exists sec authorization tutela_sec;
create schema if not exists consistency authorization tutela_operator;
create schema if not exists ext;
create extension if not exists pgcrypto with schema ext;

revoke all on schema public from public;
grant usage, create on schema public to tutela_owner, tutela_ledger;
grant usage on schema public to tutela_app, tutela_vault, tutela_sec, tutela_operator;
grant usage on schema ext to tutela_owner, tutela_sec;

-- Postgres lets everybody execute a new function; here each function names who may.
alter default privileges for role tutela_owner revoke execute on functions from public;
alter default privileges for role tutela_ledger revoke execute on functions from public;
alter default privileges for role tutela_sec revoke execute on functions from public;
alter default privileges for role tutela_operator revoke execute on functions from public;
