import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { openPool, type Tx, tx } from './client';
import type { Connections } from './connections';

type Reach = Pick<Connections, 'ownerUrl' | 'webUrl'>;

/**
 * One transaction of the operator's command: as the application's own role, bound by row security, by the person
 * "Operator", so that a command can do no more than a screen could and its audit events say who.
 */
export async function operatorTx<T>(
  reach: Reach,
  work: (tx: Tx) => Promise<T>,
  options: { isolation?: 'repeatable read' } = {},
): Promise<T> {
  return operatorSession(reach, async (token) => {
    const pool = openPool(reach.webUrl, { applicationName: 'tutela', max: 1, patient: true });
    try {
      return await tx(pool, { token, requestId: `cli-${randomUUID()}` }, work, options);
    } finally {
      await pool.end();
    }
  });
}

/** A session of the person "Operator", for what is asked of another process; it ends with the work. */
export async function operatorSession<T>(
  reach: Pick<Connections, 'ownerUrl' | 'webUrl'>,
  work: (token: string) => Promise<T>,
): Promise<T> {
  const token = await asOperatorRole(reach.ownerUrl, async (client) => {
    const { rows } = await client.query<{ token: string }>('select sec.open_operator_session($1) as token', [
      userInfo().username,
    ]);
    return rows[0]?.token ?? '';
  });
  try {
    return await work(token);
  } finally {
    const pool = openPool(reach.webUrl, { applicationName: 'tutela', max: 1 });
    await pool.query('select sec.end_session($1)', [token]).catch(() => {});
    await pool.end();
  }
}

/** One unchanging view of everything, to verify and to export; it can write nothing. */
export async function operatorReads<T>(reach: Reach, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asOperatorRole(reach.ownerUrl, async (client) => {
    await client.query('begin transaction isolation level repeatable read read only');
    return work(drizzle(client));
  });
}

/** As operatorReads, over so many connections at once, all of which see the same moment. */
export async function operatorReadsAtOnce<T>(reach: Reach, many: number, work: (txs: Tx[]) => Promise<T>): Promise<T> {
  return operatorReads(reach, async (first) => {
    const { rows } = await first.execute<{ moment: string }>(sql`select pg_export_snapshot() as moment`);
    const moment = sql.raw(`set transaction snapshot '${rows[0]?.moment}'`);
    const joined = (txs: Tx[]): Promise<T> =>
      txs.length === many
        ? work(txs)
        : operatorReads(reach, async (tx) => {
            await tx.execute(moment);
            return joined([...txs, tx]);
          });
    return joined([first]);
  });
}

/** Demo or live: decided once. Throws TU004 where it is decided already. */
export async function beginInstallation(reach: Reach, mode: 'demo' | 'live'): Promise<void> {
  await asOperatorRole(reach.ownerUrl, (client) => client.query('select sec.begin_installation($1)', [mode]));
}

/** Lets the demo world stand at another day than the clock; does nothing in a live installation. */
export async function setDemoClock(reach: Reach, days: number): Promise<void> {
  await asOperatorRole(reach.ownerUrl, (client) => client.query('select sec.set_demo_clock($1)', [days]));
}

/** What the installation is, or undefined where nothing has begun. */
export async function readInstallation(
  url: string,
): Promise<{ mode: 'demo' | 'live'; clockOffsetDays: number } | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ mode: 'demo' | 'live'; days: number }>(
      'select mode, clock_offset_days as days from installation',
    );
    return rows[0] && { mode: rows[0].mode, clockOffsetDays: rows[0].days };
  } finally {
    await client.end();
  }
}

async function asOperatorRole<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tutela' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('set role tutela_operator');
    return await work(client);
  } finally {
    await client.end();
  }
}
