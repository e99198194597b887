import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import pg from 'pg';
import postgres, { type Sql } from 'postgres';
import type { Connections } from './connections';
import { scramVerifier, type WebLogin } from './web-login';

const here = path.dirname(fileURLToPath(import.meta.url));
const ROLES = ['tutela_owner', 'tutela_ledger', 'tutela_sec', 'tutela_app', 'tutela_vault', 'tutela_operator'];
/** One migration of a database at a time; the number is only ours. */
const LOCK = 8_834_201;

interface LoginKind {
  name: 'web' | 'vault';
  group: 'tutela_app' | 'tutela_vault';
  setting: string;
}
const WEB: LoginKind = { name: 'web', group: 'tutela_app', setting: 'DATABASE_WEB_URL' };
const VAULT: LoginKind = { name: 'vault', group: 'tutela_vault', setting: 'DATABASE_VAULT_URL' };

type Target = Pick<Connections, 'ownerUrl' | 'webUrl' | 'webRole' | 'vaultUrl' | 'vaultRole'>;

/**
 * Brings a database to what this code expects: roles, schemas, tables, then the rules of db/invariants, which are
 * applied anew each time. Safe to run twice at once. Throws a sentence where the login may not do it.
 */
export async function migrate(target: Target): Promise<void> {
  const admin = connect(target.ownerUrl);
  try {
    await admin`select pg_advisory_lock(${LOCK})`;
    await ensureRoles(admin);
    await tellPlanner(admin);
    const owner = connect(target.ownerUrl, 'tutela_owner');
    try {
      await dropChecks(admin);
      await applyMigrations(drizzle(owner), { migrationsFolder: path.join(here, 'migrations') });
      await applyInvariants(owner);
    } finally {
      await owner.end();
    }
    await applyChecks(admin);
    await ensureLogin(admin, { url: target.webUrl, login: target.webRole, ...WEB });
    await ensureLogin(admin, { url: target.vaultUrl, login: target.vaultRole, ...VAULT });
  } finally {
    await admin.end();
  }
}

/**
 * A database of today lies in memory or on a disk without a head to move: a row found by an index costs about what the next row
 * of a scan does. Left at the server's 4.0, a question about one trust reads everybody's postings. Where the login does not own
 * the database, whoever does decides.
 */
async function tellPlanner(admin: Sql): Promise<void> {
  await admin.unsafe(
    `do $$ begin
       if pg_has_role((select datdba from pg_database where datname = current_database()), 'usage') then
         execute format('alter database %I set random_page_cost = 1.1', current_database());
       end if;
     end $$`,
  );
}

/** Whether every migration of this version has been applied to the database. */
export async function isMigrated(target: Pick<Connections, 'ownerUrl'>): Promise<boolean> {
  const journal = readFileSync(path.join(here, 'migrations', 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: { when: number }[] };
  const newest = Math.max(...entries.map((entry) => entry.when));
  const admin = connect(target.ownerUrl);
  try {
    await admin`set role tutela_owner`;
    const [row] = await admin<{ at: string }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
    return Number(row?.at) >= newest;
  } catch (error) {
    // Neither the role, the schema nor the table is there before the first migration.
    if (['22023', '3F000', '42P01', '42501'].includes((error as postgres.PostgresError).code)) return false;
    throw error;
  } finally {
    await admin.end();
  }
}

async function ensureRoles(admin: Sql): Promise<void> {
  const [me] = await admin<{ name: string; super: boolean; creates: boolean; found: string[]; database: string }[]>`
    select current_user as name, rolsuper as super, rolsuper or rolcreaterole as creates, current_database() as database,
           array(select rolname::text from pg_roles where rolname = any(${ROLES})) as found
    from pg_roles where rolname = current_user`;
  if (!me) throw new Error('The login of DATABASE_URL is not a role of its server.');
  const missing = ROLES.filter((role) => !me.found.includes(role));
  if (missing.length > 0 && !me.creates) throw new Error(sentenceForAdministrator(me.name, me.database, missing));
  const text = readFileSync(path.join(here, 'invariants', '00-roles.sql'), 'utf8');
  for (let tries = 1; ; tries += 1) {
    try {
      await admin.begin((tx) => tx.unsafe(text));
      return;
    } catch (error) {
      const code = (error as postgres.PostgresError).code;
      // Roles belong to the whole server: two databases that are migrated at once meet at the same rows.
      if (code === 'XX000' && tries < 10) continue;
      if (code === '42501') throw new Error(sentenceForAdministrator(me.name, me.database, missing));
      throw error;
    }
  }
}

function sentenceForAdministrator(user: string, database: string, missing: string[]): string {
  const id = (name: string) => pg.escapeIdentifier(name);
  return [
    `The login ${user} may not make what Tutela needs in ${database}. An administrator of the server runs this once:`,
    ...missing.map((role) => `  create role ${role} nologin;`),
    `  grant tutela_owner, tutela_ledger, tutela_sec, tutela_operator to ${id(user)};`,
    `  create role ${id(`${database}_web`)} login in role tutela_app password '...';`,
    `  create role ${id(`${database}_vault_login`)} login in role tutela_vault password '...';`,
    `  alter database ${id(database)} owner to ${id(user)};`,
    'Then set DATABASE_WEB_URL and DATABASE_VAULT_URL to the last two logins and run the command again.',
  ].join('\n');
}

async function applyInvariants(owner: Sql): Promise<void> {
  const folder = path.join(here, 'invariants');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql') && !name.startsWith('00-'));
  for (const file of files.sort()) {
    try {
      await owner.begin(async (tx) => {
        await tx`set local role tutela_owner`;
        await tx.unsafe(readFileSync(path.join(folder, file), 'utf8'));
      });
    } catch (error) {
      throw new Error(`db/invariants/${file}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** The standing checks stand on the tables: they go before a table changes, and come back with what this version asks. */
async function dropChecks(admin: Sql): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`set local role tutela_operator`;
    const views = await tx<{ name: string }[]>`select viewname as name from pg_views where schemaname = 'consistency'`;
    for (const { name } of views) await tx.unsafe(`drop view consistency.${pg.escapeIdentifier(name)}`);
  });
}

/** Each file of db/consistency is a view that must be empty: `tutela verify` reads it, and so does the close of a period. */
async function applyChecks(admin: Sql): Promise<void> {
  const folder = path.join(here, 'consistency');
  await admin.begin(async (tx) => {
    await tx`set local role tutela_operator`;
    for (const file of readdirSync(folder).sort()) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const view = `consistency.${pg.escapeIdentifier(file.replace('.sql', ''))}`;
      const title = text.split('\n')[0]?.replace(/^-- /, '') ?? file;
      await tx.unsafe(`create or replace view ${view} as ${text}`);
      await tx.unsafe(`comment on view ${view} is ${pg.escapeLiteral(title)}`);
    }
  });
}

async function ensureLogin(
  admin: Sql,
  { url, login, ...kind }: LoginKind & { url: string; login: WebLogin | undefined },
) {
  if (login && !(await logsIn(url))) {
    const role = pg.escapeIdentifier(login.role);
    const known = await admin`select from pg_roles where rolname = ${login.role}`;
    // The verifier, not the password: the server writes role statements to its log.
    const password = pg.escapeLiteral(scramVerifier(login.password));
    try {
      await admin.unsafe(
        `${known.length ? 'alter' : 'create'} role ${role} login connection limit 60 password ${password}`,
      );
      await admin.unsafe(`grant ${kind.group} to ${role}`);
    } catch (error) {
      if ((error as postgres.PostgresError).code !== '42501') throw error;
      throw new Error(
        `This login may not set the password of ${login.role}. Set ${kind.setting} to that role's login.`,
      );
    }
  }
  await checkLogin(url, kind);
}

async function logsIn(url: string): Promise<boolean> {
  const client = quietClient(url);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Refuses a web login that row security would not bind. */
export const checkWebLogin = (url: string): Promise<void> => checkLogin(url, WEB);

async function checkLogin(url: string, { name, group }: LoginKind): Promise<void> {
  const client = quietClient(url);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; strong: boolean; member: boolean }>(
      `select r.rolname as name, pg_has_role(r.oid, $1, 'USAGE') as member,
              r.rolsuper or r.rolbypassrls or r.rolcreaterole
                or exists (select from unnest($2::text[]) x where x <> $1 and pg_has_role(r.oid, x, 'MEMBER')) as strong
       from pg_roles r where r.rolname = session_user`,
      [group, ROLES],
    );
    const [login] = rows;
    if (!login || login.strong) throw new Error(`The ${name} login may do too much: row security would not bind it.`);
    if (!login.member)
      throw new Error(`The ${name} login ${login.name} is not a member of ${group}: grant ${group} to it.`);
  } finally {
    await client.end().catch(() => {});
  }
}

function quietClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  return client;
}

function connect(url: string, role?: string): Sql {
  return postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'tutela migrate', ...(role ? { role } : {}) },
  });
}
