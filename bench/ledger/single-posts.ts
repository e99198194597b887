import { openPool } from 'db/client';
import { percentile } from './race';
import { verb } from './writes';

/** What this process is told and tells: it posts from "begin" to "end", and answers what it took. */
export interface SinglePosts {
  p99: number;
  posts: number;
}

const { url, token, today, places } = JSON.parse(process.env.BENCH_POSTS as string);
const pool = openPool(url, { applicationName: 'bench single', max: 1, patient: true });
let posting = false;

async function post(): Promise<SinglePosts> {
  const times: number[] = [];
  while (posting) {
    const began = performance.now();
    await verb({ places, db: { pool, token, today } });
    times.push(performance.now() - began);
  }
  return { p99: percentile(times, 99), posts: times.length };
}

process.on('message', (word) => {
  posting = word === 'begin';
  // A post that fails ends this process, and so the measure.
  if (posting) void post().then((took) => process.send?.(took));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
