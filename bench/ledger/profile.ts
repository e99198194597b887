import { openPool } from 'db/client';
import { type Bench, bare } from './writes';

const POSTS = 2_000;

/** Where the time of a single post goes, function by function, as the server counts it; counting itself costs some. */
export async function profileOfDoor(bench: Bench): Promise<string> {
  const { owner } = bench.db;
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  await owner.query(`alter database ${rows[0]?.name} set track_functions = 'all'`);
  const pool = openPool(bench.db.webUrl, { applicationName: 'bench profile', max: 1, patient: true });
  try {
    for (let n = 0; n < POSTS; n += 1) await bare(bench, pool);
  } finally {
    await pool.end();
  }
  const { rows: parts } = await owner.query<{ name: string; us: string; own: string }>(
    `select schemaname || '.' || funcname as name, round((total_time * 1000 / ${POSTS})::numeric, 1) as us, round((self_time * 1000 / ${POSTS})::numeric, 1) as own
       from pg_stat_user_functions where calls >= ${POSTS / 2} order by total_time desc`,
  );
  return [
    'microseconds a post, with what it calls, and its own',
    ...parts.map(({ name, us, own }) => `${us.padStart(8)} ${own.padStart(8)}  ${name}`),
  ].join('\n');
}
