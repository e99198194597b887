import { type AddressInfo, createServer } from 'node:net';
import { openPool, RolledBack, sqlState, type Tx, tx, UnknownOutcome } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, enroll, type TestDatabase } from '../support/database';

let db: TestDatabase;
let token: string;

beforeAll(async () => {
  db = await cloneDatabase();
  await db.asOperator('create table note (id int primary key, words text not null)');
  await db.asOperator('grant select, insert, update on note to tutela_app');
  ({ token } = await enroll(db, { name: 'Tess', roles: ['trustee'] }));
});
afterAll(() => db.drop());

const acting = () => ({ token, requestId: 'r' });
const notes = () => db.asOperator('select id, words from note order by id');

it('commits what was done together, and nothing of what failed', async () => {
  await tx(db.pool, acting(), (q) => q.execute(sql`insert into note values (1, 'one')`));
  const failing = tx(db.pool, acting(), async (q) => {
    await q.execute(sql`insert into note values (2, 'two')`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await notes()).toEqual([{ id: 1, words: 'one' }]);
});

it('does not take a swallowed error for success: the server rolled back', async () => {
  const swallowing = tx(db.pool, acting(), async (q) => {
    await q.execute(sql`insert into note values (3, 'three')`);
    await q.execute(sql`insert into note values (3, 'again')`).catch(() => {});
  });
  await expect(swallowing).rejects.toBeInstanceOf(RolledBack);
  expect(await notes()).toEqual([{ id: 1, words: 'one' }]);
});

it('work whose person has no session runs nothing, whatever it makes of that, and throws why', async () => {
  for (const work of [
    async (q: Tx) => q.execute(sql`insert into note values (4, 'four')`).catch(() => 'as if it were done'),
    async () => 'asks nothing',
  ]) {
    const refused = tx<unknown>(db.pool, { token: 'no such token', requestId: 'r' }, work);
    expect(sqlState(await refused.catch((error) => error))).toBe('28000');
  }
  expect(await notes()).toEqual([{ id: 1, words: 'one' }]);
  expect(await tx(db.pool, acting(), async () => 'well')).toBe('well');
});

it('finds the state of an error that drizzle wrapped', async () => {
  const error = await tx(db.pool, acting(), (q) => q.execute(sql`insert into note values (1, 'x')`)).catch((e) => e);
  expect(sqlState(error)).toBe('23505');
  expect(sqlState(new Error('x'))).toBeUndefined();
});

it('tries again after a serialization failure, five times at most', async () => {
  let tries = 0;
  const work = (fails: number) =>
    tx(db.pool, acting(), async (q) => {
      tries += 1;
      if (tries <= fails) await q.execute(sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`);
      return tries;
    });
  expect(await work(3)).toBe(4);
  tries = 0;
  expect(sqlState(await work(99).catch((error) => error))).toBe('40001');
  expect(tries).toBe(5);
});

it('two that write against each other both succeed, one after the other', async () => {
  const both = await Promise.all(
    [1, 2].map(() =>
      tx(
        db.pool,
        acting(),
        async (q) => {
          const { rows } = await q.execute<{ words: string }>(sql`select words from note where id = 1`);
          await q.execute(sql`update note set words = ${`${rows[0]?.words}+`} where id = 1`);
          return true;
        },
        { isolation: 'serializable' },
      ),
    ),
  );
  expect(both).toEqual([true, true]);
  expect(await notes()).toEqual([{ id: 1, words: 'one++' }]);
});

it('a connection lost while committing is an unknown outcome, and the pool goes on', async () => {
  await db.asOperator(`create function end_me() returns trigger language plpgsql security definer as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
  await db.asOperator(`create constraint trigger ends_at_commit after insert on note deferrable initially deferred
    for each row when (new.id = 9) execute function end_me()`);
  const lost = tx(db.pool, acting(), (q) => q.execute(sql`insert into note values (9, 'nine')`));
  await expect(lost).rejects.toBeInstanceOf(UnknownOutcome);
  expect(await tx(db.pool, acting(), async () => 'well')).toBe('well');
});

it('a statement that waits for a lock for too long is given up', async () => {
  const blocking = tx(db.pool, acting(), async (q) => {
    await q.execute(sql`select from note where id = 1 for update`);
    const waiting = tx(db.pool, acting(), (other) => other.execute(sql`update note set words = 'x' where id = 1`));
    return sqlState(await waiting.catch((error) => error));
  });
  expect(await blocking).toBe('55P03');
}, 15_000);

it('a server that ends the connection in the breath of accepting it does not end the process', async () => {
  const message = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(kind), length, body]);
  };
  const end = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'));
  const accept = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I')), end]);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(accept));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uncaught: unknown[] = [];
  const onUncaught = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', onUncaught);
  const pool = openPool(`postgres://x:y@127.0.0.1:${(server.address() as AddressInfo).port}/x`);
  await expect(tx(pool, acting(), async () => 'never')).rejects.toThrow();
  await pool.end();
  process.off('uncaughtException', onUncaught);
  server.close();
  expect(uncaught).toEqual([]);
});
