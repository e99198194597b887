import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { openPool, type Pool, type Tx, tx } from 'db/client';
import { withDatabase, withLogin } from 'db/connections';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Role } from '~/access/roles';

export const TEMPLATE = 'tutela_template';

export interface Cluster {
  /** As the superuser, to the database postgres. */
  adminUrl: string;
  webRole: { role: string; password: string };
  vaultRole: { role: string; password: string };
  /** The server's own log. */
  log: string;
}

/** A database of one test file: as the application reaches it, and as the operator does. */
export interface TestDatabase {
  name: string;
  webUrl: string;
  vaultUrl: string;
  operatorUrl: string;
  pool: Pool;
  /** One query as the superuser, to arrange and to look behind the rules. */
  asOperator<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export function testCluster(): Cluster {
  const text = process.env.TUTELA_TEST_CLUSTER;
  if (!text) throw new Error('There is no test server: run the tests by vitest, with test/support/global-setup.ts.');
  return JSON.parse(text) as Cluster;
}

/** A fresh copy of the migrated template; `mode` decides whether it is a demo world, live books, or nothing yet. */
export async function cloneDatabase(options: { mode?: 'demo' | 'live' | 'none' } = {}): Promise<TestDatabase> {
  const cluster = testCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await once(cluster.adminUrl, `create database ${name} template ${TEMPLATE}`);
  // A template's privileges on the database itself are not copied with it.
  await once(cluster.adminUrl, `revoke all on database ${name} from public`);
  await once(
    cluster.adminUrl,
    `grant connect on database ${name} to tutela_app, tutela_vault, tutela_operator, tutela_owner`,
  );
  const operatorUrl = withDatabase(cluster.adminUrl, name);
  const webUrl = withLogin(operatorUrl, cluster.webRole);
  const vaultUrl = withLogin(operatorUrl, cluster.vaultRole);
  const pool = openPool(webUrl, { applicationName: 'test', max: 10 });
  const mode = options.mode ?? 'demo';
  if (mode !== 'none') await once(operatorUrl, 'select sec.begin_installation($1)', [mode]);
  return {
    name,
    webUrl,
    vaultUrl,
    operatorUrl,
    pool,
    asOperator: (text, values) => once(operatorUrl, text, values),
    drop: async () => {
      await pool.end();
      await once(cluster.adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Enrolls a person with roles, and signs them in. The password is not one: tests of signing in enroll their own. */
export async function enroll(
  db: TestDatabase,
  person: { name: string; roles: readonly Role[]; email?: string; passwordHash?: string; origin?: 'enrolled' | 'cast' },
): Promise<{ personId: number; token: string }> {
  const operator = await operatorToken(db);
  const email = person.email ?? `${randomUUID()}@example.test`;
  const roles = `{${person.roles.join(',')}}`;
  const { rows } = await actAs(db, operator, (q) =>
    q.execute<{ id: string }>(
      sql`select sec.enroll_person(${person.name}, ${email}, ${person.passwordHash ?? 'none'}, ${roles}, ${person.origin ?? 'enrolled'}) as id`,
    ),
  );
  const personId = Number(rows[0]?.id);
  return { personId, token: await openSession(db, personId) };
}

/** A session of a person, as signing in makes it; answers its token. */
export async function openSession(db: TestDatabase, personId: number, expiresAt?: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.pool.query('select sec.open_session($1, $2, $3)', [
    personId,
    createHash('sha256').update(token).digest(),
    expiresAt ?? new Date(Date.now() + 3_600_000),
  ]);
  return token;
}

/** A session of the operator's commands. */
export async function operatorToken(db: TestDatabase): Promise<string> {
  const [row] = await db.asOperator<{ token: string }>('select sec.open_operator_session() as token');
  return row?.token ?? '';
}

/** One transaction as the person of a token. */
export function actAs<T>(db: TestDatabase, token: string, work: (q: Tx) => Promise<T>): Promise<T> {
  return tx(db.pool, { token, requestId: randomUUID() }, work);
}

async function once<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
