import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { batchThrough } from './batch';
import { type Figure, figure } from './figure';
import { functionsOf } from './profile';
import { race } from './race';
import type { SinglePosts } from './single-posts';
import type { Bench } from './writes';

/**
 * W7: how long a single post takes while another person's batch of ten thousand is posted. The single posts come from a
 * process of their own, by the application's verb. Throws where one of them fails.
 */
export async function postsBesideBatch(bench: Bench): Promise<Figure[]> {
  const child = await posterOf(bench);
  const during = async (work: () => Promise<unknown>) => {
    child.send('begin');
    await work();
    const took = answerOf<SinglePosts>(child);
    child.send('end');
    return (await took).p99;
  };
  const quiet = () => during(() => sleep(bench.seconds * 1000));
  const beside = () => during(batchThrough(bench));
  try {
    await quiet();
    const w7 = await race(beside, quiet, bench.rounds);
    return [
      figure({
        ...{ id: 'W7', clients: 1, says: 'p99 of single posts beside a batch of 10,000 : quiet' },
        ...{ goal: 10, bound: 'most', why: () => functionsOf(bench.db, (db) => batchThrough({ ...bench, db })()) },
        ...w7,
        unit: 'ms',
      }),
    ];
  } finally {
    child.kill();
  }
}

async function posterOf({ db, places }: Bench): Promise<ChildProcess> {
  const given = { url: db.webUrl, token: db.token, today: db.today, places };
  const child = fork(fileURLToPath(new URL('./single-posts.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, BENCH_POSTS: JSON.stringify(given) },
  });
  await answerOf(child);
  return child;
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('A single post failed beside the batch.'));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as T);
    });
  });
}
