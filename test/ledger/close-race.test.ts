import { randomUUID } from 'node:crypto';
import { openPool, type Pool, sqlState, type Tx, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Name, openCareWorld } from '../domain/disbursements/care-world';
import { type Books, booksOf, close } from '../domain/periods/close-world';

const POSTERS = 8;

let world: CareWorld;
let pool: Pool;
let books: [Books, Books];
beforeAll(async () => {
  world = await openCareWorld();
  // Patient: on a busy machine a line of eight may wait longer than a person's page would.
  pool = openPool(world.db.webUrl, { applicationName: 'race', max: POSTERS + 2, patient: true });
  books = [await booksOf(world, 'T-1001'), await booksOf(world, 'T-1003')];
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

const acting = (who: Name) => ({ token: world.people[who].token, requestId: 'race' });

/** A cent of interest for each of these books, by the door for many. */
const manyAtOnce = (q: Tx, into: readonly Books[], on: string) => {
  const each = <T>(value: (one: Books) => T) => into.map(value);
  const sides = <T>(value: (one: Books) => readonly [T, T]) => into.flatMap((one) => [...value(one)]);
  const none = each(() => '');
  return q.execute(sql`select post_journal_entries(${sql.param(each((one) => one.trustId))}::bigint[], ${sql.param(each(() => 'test'))}::text[],
    ${sql.param(each(() => on))}::date[], ${sql.param(each(() => null))}::date[], ${sql.param(none)}::text[], ${sql.param(none)}::text[],
    ${sql.param(none)}::text[], ${sql.param(none)}::text[], ${sql.param(each(() => 'race'))}::text[], ${sql.param(each(() => randomUUID()))}::text[],
    ${sql.param(none)}::text[], ${sql.param(each(() => null))}::bigint[], ${sql.param(each(() => 2))}::int[],
    ${sql.param(sides(() => ['receipt:interest', 'asset:cash']))}::text[],
    ${sql.param(sides((one) => [one.subaccountId, one.subaccountId]))}::bigint[], ${sql.param(sides(() => ['income', 'income']))}::text[],
    ${sql.param(sides(() => ['-0.01', '0.01']))}::numeric[], ${sql.param(sides(() => [null, null]))}::text[],
    ${sql.param(sides(() => [null, null]))}::bigint[], ${sql.param(sides(() => [null, null]))}::numeric[])`);
};
const code = (work: Promise<unknown>) => work.then(() => 'posted', sqlState);

/** Entries that bear a day of a close, but were not in the chain that it closed over. */
const slippedIn = () =>
  world.rows(
    `select e.id from journal_entry e join period_close c on c.trust_id = e.trust_id and e.occurred_on <= c.through_on
       left join chain_link l on l.entry_id = e.id where l.place is null or l.place > c.chain_length`,
  );

/** Waits until so many connections stand in line for a lock. */
async function inLine(connections: number): Promise<void> {
  for (let waiting = 0; waiting < connections; )
    waiting = (
      await world.rows(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and application_name = 'race'",
      )
    ).length;
}

describe('the door for many against closes of two trusts', () => {
  it('each call is inside the closed books or refused whole, and none is left deadlocked', async () => {
    const answers: (string | undefined)[] = [];
    const day = (away: number) => books[0].day(away);
    let done = false;
    const poster = async (number: number) => {
      // The trusts come in either order: the door takes their books in one.
      const into = number % 2 ? books : ([...books].reverse() as typeof books);
      for (let away = 30; !done; away = 10 + ((away + 7) % 21))
        answers.push(await code(tx(pool, acting('fe'), (q) => manyAtOnce(q, into, day(away)))));
    };
    const posters = Array.from({ length: POSTERS }, (_, number) => poster(number));
    for (let away = 28; away >= 14; away -= 2) {
      const ends = await Promise.allSettled([
        close(world, 'ana', 'T-1001', day(away)),
        close(world, 'eli', 'T-1003', day(away)),
      ]);
      expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    }
    done = true;
    await Promise.all(posters);
    expect([...new Set(answers)].sort()).toEqual(['LE005', 'posted']);
    expect(await slippedIn()).toEqual([]);
    const posted = answers.filter((answer) => answer === 'posted').length;
    expect(
      await world.rows(
        "select trust_id::int as trust, count(*)::int as n from journal_entry where source_type = 'race' group by 1 order by 1",
      ),
    ).toEqual(books.map(({ trustId }) => ({ trust: trustId, n: posted })));
  });

  it('a close waits for the call that has begun; the call that comes after it is refused', async () => {
    let closing: Promise<unknown> | undefined;
    let late: Promise<string | undefined> | undefined;
    const on = books[0].day(9);
    await tx(pool, acting('fe'), async (q) => {
      await manyAtOnce(q, books, on);
      closing = tx(pool, acting('ana'), (other) =>
        other.execute(sql`select close_period(${books[0].trustId}, ${on}::date)`),
      );
      await inLine(1);
      late = code(tx(pool, acting('pia'), (other) => manyAtOnce(other, [books[1], books[0]], on)));
      await inLine(2);
    });
    await closing;
    expect(await late).toBe('LE005');
    expect(await slippedIn()).toEqual([]);
  });
});

describe('a transaction that would not see the close it waited for', () => {
  it.each(['repeatable read', 'serializable'] as const)('25001: %s, by every door', async (isolation) => {
    const [one] = books;
    const [last] = await world.rows('select max(id)::int as close from period_close where trust_id = $1', [
      one.trustId,
    ]);
    const [entry] = await world.rows('select max(id)::int as id from journal_entry where trust_id = $1', [one.trustId]);
    const doors = {
      many: (q: Tx) => manyAtOnce(q, books, one.day(1)),
      one: (q: Tx) =>
        q.execute(sql`select post_journal_entry(${one.trustId}, 'test', ${one.day(1)}::date, null, '', '', '', '', 'race', ${randomUUID()}, '', null,
          '{receipt:interest,asset:cash}', array[${one.subaccountId}, ${one.subaccountId}]::bigint[], '{income,income}', '{-1,1}', '{null,null}', '{null,null}', '{null,null}')`),
      reversal: (q: Tx) =>
        q.execute(
          sql`select reverse_journal_entry(${entry?.id}, ${one.day(1)}::date, '', 'race', ${randomUUID()}, '')`,
        ),
      lots: (q: Tx) => q.execute(sql`select hold_lots_still(${one.subaccountId}, 'NOTE')`),
      close: (q: Tx) => q.execute(sql`select close_period(${one.trustId}, ${one.day(1)}::date)`),
      reopening: (q: Tx) => q.execute(sql`select ask_to_reopen(${last?.close}, 'A bank charge was overlooked.')`),
      filing: (q: Tx) => q.execute(sql`select still_books(${one.trustId})`),
    };
    for (const [door, work] of Object.entries(doors))
      expect([door, await code(tx(pool, acting('fe'), work, { isolation }))]).toEqual([door, '25001']);
  });
});

describe('all of this', () => {
  it('came without one deadlock: everybody locks in one order', async () => {
    // A connection reports what it met when it closes.
    await pool.end();
    pool = openPool(world.db.webUrl, { max: 1 });
    const [row] = await world.rows('select deadlocks::int from pg_stat_database where datname = current_database()');
    expect(row).toEqual({ deadlocks: 0 });
  });
});
