import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

declare module 'pg' {
  interface ClientConfig {
    /** Statements are sent as they come, without waiting for the answer to the one before; the server runs them in order. */
    pipeline?: boolean;
  }
}

/** A transaction of one person: typed queries over one connection. */
export type Tx = NodePgDatabase;

export type Pool = pg.Pool;

/** Who acts, and in which request. */
export interface Acting {
  /** The session's token; the database finds the person by it. */
  token: string;
  requestId: string;
  /** The client's network address, which the audit trail keeps; a command of the operator has none. */
  address?: string | undefined;
}

/** The connection was lost while COMMIT was on its way: what was asked may have happened. Look by the form's key. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** COMMIT of a transaction that had failed: the server rolled it back, and says so without an error. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

export interface PoolOptions {
  applicationName?: string;
  max?: number;
  /** For a command that runs alone: minutes where a person's page has seconds. */
  patient?: boolean;
}

/** A pool of connections as the web login. Its settings bound how long any statement, lock or idle transaction lasts. */
export function openPool(url: string, options: PoolOptions = {}): Pool {
  const unit = options.patient ? 60_000 : 1_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'web',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15 * unit,
    lock_timeout: 3 * unit,
    idle_in_transaction_session_timeout: 10 * unit,
    keepAlive: true,
    pipeline: true,
  });
  // An idle connection that the server ends is simply gone from the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The server may end a connection in the same breath in which it accepts it: pg then reports the end before whoever
  // asked for the connection can listen. The next query on it fails, and that is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Sent in one breath with BEGIN and the first statement of the work: refused, it has ended the transaction before that runs. */
const ENTER = { name: 'enter', text: 'select sec.enter($1, $2, $3)' };

const MOST_TRIES = 5;
const RETRIED = ['40001', '40P01'];

/**
 * Runs `work` in one transaction as the session's person, and commits. `work` may run again after a serialization
 * failure or a deadlock, so it does nothing outside the database.
 * Throws what `work` throws; UnknownOutcome, RolledBack; a database error with 28000 (no session) or TU001 (locked).
 */
export async function tx<T>(
  pool: Pool,
  { token, requestId, address }: Acting,
  work: (tx: Tx) => Promise<T>,
  options: { isolation?: 'read committed' | 'repeatable read' | 'serializable' } = {},
): Promise<T> {
  const begin = options.isolation ? `begin isolation level ${options.isolation}` : 'begin';
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(pool, async (client) => {
        const entered = Promise.all([
          client.query(begin),
          client.query({ ...ENTER, values: [token, requestId, address ?? null] }),
        ]);
        const [entry, outcome] = await Promise.allSettled([entered, work(drizzle(client))]);
        if (entry.status === 'rejected') throw entry.reason;
        if (outcome.status === 'rejected') throw outcome.reason;
        return outcome.value;
      });
    } catch (error) {
      if (tries >= MOST_TRIES || !RETRIED.includes(sqlState(error) ?? '')) throw error;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
}

/**
 * A statement that each connection keeps prepared under its name, for the few long ones that are sent again and again: the
 * server reads and plans it once. Throws as a query does.
 */
export async function queryPrepared<Row extends pg.QueryResultRow>(
  tx: Tx,
  statement: { name: string; text: string; values: unknown[] },
): Promise<Row[]> {
  const { $client } = tx as Tx & { $client: pg.ClientBase };
  return (await $client.query<Row>(statement)).rows;
}

async function once<T>(pool: Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  let committing = false;
  const notices: string[] = [];
  const onNotice = (notice: { message?: string | undefined }) => notices.push(notice.message ?? '');
  const onError = (error: Error) => {
    lost = error;
  };
  client.on('notice', onNotice);
  client.on('error', onError);
  try {
    const result = await work(client);
    committing = true;
    const answer = await client.query('commit');
    if (answer.command !== 'COMMIT') throw new RolledBack('The transaction was rolled back.');
    // A wait for the standby that was cut short is reported as success with this notice; nobody knows what survives.
    if (notices.some((words) => words.includes('synchronous replication'))) throw new UnknownOutcome(notices.join(' '));
    return result;
  } catch (error) {
    if (isConnectionError(error)) lost ??= error as Error;
    if (committing && lost) throw new UnknownOutcome('The connection was lost while committing.', { cause: error });
    if (!lost) {
      await client.query('rollback').catch((failure: Error) => {
        lost = failure;
      });
    }
    throw error;
  } finally {
    client.off('notice', onNotice);
    client.off('error', onError);
    // An error given here destroys the connection instead of lending it to the next person.
    client.release(lost);
  }
}

/** The SQLSTATE of an error, also of one that drizzle wrapped. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return /^(08|57P)/.test(state);
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (code && /^E[A-Z]+$/.test(code)) return true;
    if (/connection (error|terminated)|not queryable|Client was closed/i.test(at.message)) return true;
  }
  return false;
}
