import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, tx, UnknownOutcome } from 'db/client';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, enroll, type TestDatabase } from '../support/database';

const WORKERS = 24;
const KILLING_MS = 6_000;

let db: TestDatabase;
let people: { personId: number; token: string }[];

beforeAll(async () => {
  db = await cloneDatabase();
  // Each transaction writes twice; a row also keeps whom the context named and which transaction it was.
  await db.asOperator(`create table soak (id bigint generated always as identity, run uuid not null, half int not null,
    wanted bigint not null, person bigint not null default sec.person(), xid xid8 not null default pg_current_xact_id())`);
  await db.asOperator('grant select, insert on soak to tutela_app');
  people = await Promise.all(
    Array.from({ length: 6 }, (_, n) => enroll(db, { name: `Person ${n}`, roles: ['trustee'] })),
  );
});
afterAll(() => db.drop());

it('killed backends leak nothing into another person, leave no half transaction, and the pool recovers', async () => {
  const pool = openPool(db.webUrl, { applicationName: 'soak', max: 6 });
  const uncaught: unknown[] = [];
  const onUncaught = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', onUncaught);
  const acknowledged = new Set<string>();
  let unknown = 0;
  let failed = 0;
  let stop = false;
  const worker = async (n: number) => {
    for (let turn = n; !stop; turn += 1) {
      const who = people[turn % people.length];
      if (!who) throw new Error('nobody');
      const run = randomUUID();
      try {
        await tx(pool, { token: who.token, requestId: run }, async (q) => {
          await q.execute(sql`insert into soak (run, half, wanted) values (${run}, 1, ${who.personId})`);
          await sleep(Math.random() * 5);
          await q.execute(sql`insert into soak (run, half, wanted) values (${run}, 2, ${who.personId})`);
        });
        acknowledged.add(run);
      } catch (error) {
        if (error instanceof UnknownOutcome) unknown += 1;
        else failed += 1;
      }
    }
  };
  const workers = Array.from({ length: WORKERS }, (_, n) => worker(n));
  await sleep(1_000);
  const quiet = acknowledged.size;

  const killer = new pg.Client({ connectionString: db.operatorUrl });
  await killer.connect();
  let kills = 0;
  for (const end = Date.now() + KILLING_MS; Date.now() < end; kills += 1) {
    await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'soak' order by random() limit 1`);
    await sleep(20 + Math.random() * 40);
  }
  await killer.end();
  const before = acknowledged.size;
  await sleep(1_000);
  const after = acknowledged.size - before;
  stop = true;
  await Promise.all(workers);
  process.off('uncaughtException', onUncaught);
  await pool.end();

  const leaked = await db.asOperator('select run from soak where person <> wanted');
  const halves = await db.asOperator(
    'select run from soak group by run having count(*) <> 2 or count(distinct xid) <> 1 or min(half) = max(half)',
  );
  const whole = new Set((await db.asOperator<{ run: string }>('select distinct run from soak')).map((row) => row.run));
  const lost = [...acknowledged].filter((run) => !whole.has(run));
  expect({ leaked: leaked.length, halves: halves.length, lost: lost.length, uncaught: uncaught.length }).toEqual({
    leaked: 0,
    halves: 0,
    lost: 0,
    uncaught: 0,
  });
  expect(kills).toBeGreaterThan(50);
  expect(failed + unknown).toBeGreaterThan(0);
  expect(after).toBeGreaterThan(quiet * 0.5);
}, 30_000);
