import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database';

let db: TestDatabase;
beforeAll(async () => {
  db = await cloneDatabase();
});
afterAll(() => db.drop());

/** Each query returns what breaks the rule, by name. */
const RULES: Record<string, string> = {
  'row security is on and forced on every table': `
    select relname from pg_class where relnamespace in ('public'::regnamespace, 'vault'::regnamespace) and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`,
  'the operator may read every table': `
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'operator_reads')`,
  'a definer function names its search path': `
    select p.oid::regprocedure::text from pg_proc p where p.prosecdef
      and p.pronamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace)
      and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')`,
  'no function of ours is owned by a superuser or by a role that row security does not bind': `
    select p.oid::regprocedure::text from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.pronamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace) and (r.rolsuper or r.rolbypassrls)`,
  'nothing is granted to PUBLIC': `
    select what from (
      select c.oid::regclass::text as what, a.grantee from pg_class c, aclexplode(c.relacl) a
        where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace)
      union all
      select p.oid::regprocedure::text, a.grantee
        from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace)
      union all
      select n.nspname, a.grantee from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ('public', 'sec', 'vault', 'ext', 'drizzle')
      union all
      select d.datname, a.grantee from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        where d.datname = current_database()
    ) x where grantee = 0`,
  'the application may not truncate, reference, trigger or delete': `
    select table_name || ' ' || privilege_type from information_schema.role_table_grants
      where grantee = 'tutela_app' and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'DELETE')`,
  'nobody but its owner may truncate or refer to a table, or hang a trigger on it': `
    select c.oid::regclass || ' ' || a.grantee::regrole || ' ' || a.privilege_type from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace) and c.relkind in ('r', 'p')
        and a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') and a.grantee <> c.relowner`,
  'tables belong to the roles that own, and to nobody who logs in': `
    select c.oid::regclass || ' ' || c.relowner::regrole from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace) and c.relkind in ('r', 'p')
        and c.relowner::regrole::text <> case c.relnamespace::regnamespace::text when 'sec' then 'tutela_sec' else 'tutela_owner' end`,
  'keys, sessions and factors are readable to the functions beside them alone': `
    select c.oid::regclass || ' ' || a.grantee::regrole from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'sec'::regnamespace and a.grantee <> c.relowner`,
  'the logins make nothing: no table, no schema, not even a temporary one': `
    select r.rolname from pg_roles r
      where (r.rolname like '%\\_web' or r.rolname like '%\\_vault\\_login')
        and (has_database_privilege(r.oid, current_database(), 'create') or has_database_privilege(r.oid, current_database(), 'temp')
          or exists (select from pg_namespace n where n.nspname in ('public', 'sec', 'vault', 'ext', 'consistency', 'drizzle') and has_schema_privilege(r.oid, n.oid, 'create')))`,
  'the logins become nobody else': `
    select r.rolname || ' ' || w.rolname from pg_roles r, pg_roles w
      where (r.rolname like '%\\_web' or r.rolname like '%\\_vault\\_login') and w.rolname in ('tutela_owner', 'tutela_ledger', 'tutela_sec', 'tutela_operator')
        and pg_has_role(r.oid, w.oid, 'member')`,
  'the standing checks, which see every row, are the operator’s alone': `
    select c.oid::regclass || ' ' || a.grantee::regrole from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'consistency'::regnamespace and a.grantee::regrole::text <> 'tutela_operator'`,
  'roles that own or collect never log in, and none is above row security': `
    select rolname from pg_roles where rolname in ('tutela_owner', 'tutela_ledger', 'tutela_sec', 'tutela_app', 'tutela_vault', 'tutela_operator')
      and (rolcanlogin or rolsuper or rolbypassrls)`,
  'the web login owns nothing': `
    select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like '%\\_web'
    union all select proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname like '%\\_web'`,
  'the web login is a member of tutela_app alone, and plain': `
    select r.rolname from pg_roles r where r.rolname like '%\\_web' and (
      rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
      or (select array_agg(m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid)
         is distinct from array['tutela_app'])`,
  'the vault’s login is a member of tutela_vault alone, and plain': `
    select r.rolname from pg_roles r where r.rolname like '%\\_vault\\_login' and (
      rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
      or (select array_agg(m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid)
         is distinct from array['tutela_vault'])`,
  'nobody but the vault’s role and the owner has a right in the vault': `
    select c.relname || ' ' || a.grantee::regrole from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'vault'::regnamespace and a.grantee::regrole::text not in ('tutela_vault', 'tutela_owner')
    union all
    select n.nspname || ' ' || a.grantee::regrole from pg_namespace n, aclexplode(n.nspacl) a
      where n.nspname = 'vault' and a.grantee::regrole::text not in ('tutela_vault', 'tutela_owner')`,
  'views run as who asks': `
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce(reloptions::text[] @> array['security_invoker=true'], false)`,
  'there is no materialized view': `
    select relname from pg_class where relkind = 'm' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
  'triggers fire always, also in replication': `
    select tgrelid::regclass || ' ' || tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and tgenabled <> 'A' and c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace)`,
};

for (const [rule, query] of Object.entries(RULES)) {
  it(rule, async () => {
    expect(await db.asOperator(query)).toEqual([]);
  });
}
