import { openPool } from 'db/client';
import type pg from 'pg';
import type { BenchDatabase } from './bench-database';

/** Where the time of some work goes, function by function, as the server counts it; counting itself costs some. */
export async function functionsOf(db: BenchDatabase, work: (db: BenchDatabase) => Promise<unknown>): Promise<string> {
  const { owner, ownerUrl } = db;
  const database = new URL(ownerUrl).pathname.slice(1);
  try {
    await owner.query(`alter database ${database} set track_functions = 'all'`);
  } catch (error) {
    return `The server does not let its functions be counted: ${(error as Error).message}`;
  }
  // Connections made before are not counted; one that ends tells what it counted.
  const pool = openPool(db.webUrl, { applicationName: 'bench profile', max: 40, patient: true });
  try {
    await owner.query('select pg_stat_reset()');
    await work({ ...db, pool });
  } finally {
    await pool.end();
    await owner.query(`alter database ${database} reset track_functions`);
  }
  const { rows } = await owner.query<{ name: string; calls: string; ms: string; own: string }>(
    `select schemaname || '.' || funcname as name, calls, round(total_time::numeric, 1) as ms, round(self_time::numeric, 1) as own
       from pg_stat_user_functions order by self_time desc limit 15`,
  );
  return [
    '     calls    ms with what it calls    its own ms',
    ...rows.map(({ name, calls, ms, own }) => `${calls.padStart(10)} ${ms.padStart(22)} ${own.padStart(13)}  ${name}`),
  ].join('\n');
}

const NESTED = `load 'auto_explain'; set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on;
  set auto_explain.log_buffers = on; set auto_explain.log_min_duration = 1`;

/**
 * The plan of a query, asked after `before` in its transaction: what it read and how long it took, and the same of what its
 * functions ask, where the login may be told.
 */
export async function planOf(client: pg.ClientBase, before: () => Promise<unknown>, query: string): Promise<string> {
  const plans: string[] = [];
  const listen = (notice: { message?: string | undefined }) => plans.push(notice.message ?? '');
  const isTold = await client.query(NESTED).then(
    () => true,
    () => false,
  );
  await client.query('begin');
  client.on('notice', listen);
  try {
    await before();
    if (isTold) await client.query('set local client_min_messages = log');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${query}`);
    return [...plans, rows.map((row) => row['QUERY PLAN']).join('\n')].map(topOf).join('\n');
  } finally {
    client.off('notice', listen);
    await client.query('rollback');
    if (isTold) await client.query('reset auto_explain.log_min_duration');
  }
}

const topOf = (plan: string) => plan.split('\n').slice(0, 24).join('\n');
