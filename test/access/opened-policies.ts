import type pg from 'pg';

/** A policy of row security that says no to somebody: those that let everything through have nothing to open. */
export interface Policy {
  table: string;
  name: string;
  cmd: 'SELECT' | 'INSERT' | 'UPDATE' | 'ALL';
  restrictive: boolean;
  /** Whom it binds and how that one comes to it: the application by itself, else the owner of the functions it calls. */
  role: string;
  checks: boolean;
}

/** Every policy of the tables that the application reads, the narrow ones of its own roles. */
export async function narrowPolicies(superuser: pg.Client): Promise<Policy[]> {
  const { rows } = await superuser.query<Policy>(
    `select p.tablename as table, p.policyname as name, p.cmd, p.permissive = 'RESTRICTIVE' as restrictive, p.with_check is not null as checks,
            case when 'tutela_app' = any(p.roles) and (p.cmd = 'SELECT' or has_any_column_privilege('tutela_app', c.oid, replace(p.cmd, 'ALL', 'SELECT'))) then 'tutela_app'
                 when 'tutela_owner' = any(p.roles) then 'tutela_owner' else p.roles[1]::text end as role
       from pg_class c join pg_policies p on p.tablename = c.relname and p.schemaname = 'public'
      where c.relnamespace = 'public'::regnamespace and has_any_column_privilege('tutela_app', c.oid, 'SELECT')
        and (coalesce(p.qual, 'true') <> 'true' or coalesce(p.with_check, 'true') <> 'true')
      order by 1, 2`,
  );
  return rows;
}

/** Lets everything through it, in the superuser's open transaction. */
export async function open(superuser: pg.Client, { table, name, cmd, checks }: Policy): Promise<void> {
  const using = cmd === 'INSERT' ? '' : 'using (true)';
  const check = cmd === 'INSERT' || checks ? 'with check (true)' : '';
  await superuser.query(`alter policy ${name} on ${table} ${using} ${check}`);
}

/** One statement as somebody under a role, taken back: the rows it reached or counted, or the code it was refused with. */
export async function tried(
  superuser: pg.Client,
  { token, role, text }: { token: string | undefined; role: string; text: string },
): Promise<string> {
  await superuser.query('savepoint tried');
  try {
    if (token) await superuser.query('select sec.enter($1, $2)', [token, 'opened']);
    await superuser.query(`set local role ${role}`);
    const { rowCount, rows } = await superuser.query<{ count?: string }>(text);
    return `${rows[0]?.count ?? rowCount} rows`;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await superuser.query('rollback to tried');
  }
}
