import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, type Pool, sqlState, type Tx, tx, UnknownOutcome } from 'db/client';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EntryDraft, moveParts } from '~/ledger/journal-entry';
import { postJournalEntries, postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, ZERO } from '~/money/amount';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';

const CONNECTIONS = 32;
const KILLS = 200;
const MOST_SECONDS = 45;

let world: CareWorld;
let children: Child[];
let pool: Pool;
beforeAll(async () => {
  world = await openCareWorld();
  children = [await newChild(world), await newChild(world), await newChild(world, { trust: 'T-1002' })];
  pool = openPool(world.db.webUrl, { applicationName: 'ledger-soak', max: CONNECTIONS, patient: true });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

/** Refusals, which are answers. Whatever else an attempt ends with says nothing of what happened. */
const ANSWERS = ['LE008', 'LE012'];

const attempts = { acknowledged: 0, refused: 0, unknown: 0, lost: 0, deadlocked: 0 };

/**
 * Asks until there is an answer, under the same keys each time, as a client does whose connection died: the result, or the
 * code of a refusal; `before` says whether an attempt without an answer came first.
 */
async function untilAnswered<T>(
  work: (q: Tx) => Promise<T>,
): Promise<{ result?: T; refusal?: string; before: boolean }> {
  for (let before = false; ; before = true) {
    try {
      const result = await tx(pool, { token: world.people.fe.token, requestId: 'soak' }, work);
      attempts.acknowledged += 1;
      return { result, before };
    } catch (error) {
      const code = sqlState(error);
      if (code && ANSWERS.includes(code)) {
        attempts.refused += 1;
        return { refusal: code, before };
      }
      if (code === '40P01') attempts.deadlocked += 1;
      else if (code && !/^(57P|08)/.test(code)) throw error;
      if (error instanceof UnknownOutcome) attempts.unknown += 1;
      else attempts.lost += 1;
      await sleep(Math.random() * 20);
    }
  }
}

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;

/** By key: the entry's number, what it moved, in cents, and of whom. */
interface Acknowledged {
  id: number;
  cents: number;
  child: Child;
}
const acknowledged = new Map<string, Acknowledged>();
/** By source: how a hold was left. */
const holds = new Map<string, 'standing' | 'ended'>();
const refusedKeys = new Set<string>();

const draft = (child: Child, cents: number): EntryDraft => {
  const parts = { principal: amount(String(Math.abs(cents))).div(100), income: ZERO };
  return {
    ...{ trustId: child.trustId, subaccountId: child.subaccountId, kind: 'test', occurredOn: world.today },
    ...{ description: '', party: '', category: '', reference: '' },
    source: { type: 'soak', ref: randomUUID(), digest: '' },
    postings:
      cents > 0 ? moveParts('opening:cash', 'asset:cash', parts) : moveParts('asset:cash', 'distribution:EDU', parts),
  };
};
const someCents = () => Math.round((Math.random() - 0.6) * 60_000) || 1;

/** Keeps what became of a key; answers the entry, if it is one. */
function noted(key: string, id: number | undefined, cents: number, child: Child): Acknowledged[] {
  if (!id) {
    refusedKeys.add(key);
    return [];
  }
  acknowledged.set(key, { id, cents, child });
  return [{ id, cents, child }];
}

async function post(mine: Acknowledged[]): Promise<void> {
  const [child, cents] = [pick(children), someCents()];
  const entry = draft(child, cents);
  const { result: id } = await untilAnswered((q) => postJournalEntry(q, entry));
  mine.push(...noted(entry.source.ref, id, cents, child));
}

async function postMany(mine: Acknowledged[]): Promise<void> {
  const call = Array.from({ length: 5 }, () => {
    const [child, cents] = [pick(children), someCents()];
    return { child, cents, entry: draft(child, cents) };
  });
  const { result: ids } = await untilAnswered((q) =>
    postJournalEntries(
      q,
      call.map(({ entry }) => entry),
    ),
  );
  for (const [index, { entry, child, cents }] of call.entries()) {
    mine.push(...noted(entry.source.ref, ids?.[index], cents, child));
  }
}

async function reverse(mine: Acknowledged[]): Promise<void> {
  const original = mine.pop();
  if (!original) return;
  const ref = randomUUID();
  const { result: id } = await untilAnswered(async (q) => {
    const { rows } = await q.execute<{ id: string }>(
      sql`select reverse_journal_entry(${original.id}, ${world.today}::date, '', 'soak', ${ref}, '') as id`,
    );
    return Number(rows[0]?.id);
  });
  noted(ref, id, -original.cents, original.child);
}

async function hold(): Promise<void> {
  const [child, ref] = [pick(children), randomUUID()];
  const figure = (1 + Math.floor(Math.random() * 20_000)) / 100;
  const placed = await untilAnswered((q) =>
    q.execute(sql`select place_hold(${child.subaccountId}, ${figure}, 'below_threshold', ${ref})`),
  );
  if (placed.refusal) return;
  holds.set(ref, 'standing');
  if (Math.random() < 0.2) return;
  const end =
    Math.random() < 0.5 ? sql`void_hold('below_threshold', ${ref})` : sql`settle_hold('below_threshold', ${ref}, 0.01)`;
  const ended = await untilAnswered((q) => q.execute(sql`select ${end}`));
  // A hold that no longer stands when it is asked again was ended by the attempt that got no answer.
  if (ended.refusal && !ended.before) throw new Error(`the hold ${ref} was ended by nobody`);
  holds.set(ref, 'ended');
}

/** Ends connections at random, at work ones before idle ones, until there were enough. */
async function kill(until: number): Promise<number> {
  const killer = new pg.Client({ connectionString: world.db.operatorUrl });
  await killer.connect();
  let kills = 0;
  while (kills < KILLS && Date.now() < until) {
    const { rowCount } = await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ledger-soak' order by state = 'idle', random() limit 1`,
    );
    kills += rowCount ?? 0;
    await sleep(10 + Math.random() * 60);
  }
  await killer.end();
  return kills;
}

it(`${KILLS} killed connections lose no entry, post none twice and leave every balance whole`, async () => {
  const uncaught: unknown[] = [];
  const onUncaught = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', onUncaught);
  let stop = false;
  const worker = async () => {
    const mine: Acknowledged[] = [];
    while (!stop) {
      const way = Math.random();
      if (way < 0.45) await post(mine);
      else if (way < 0.6) await postMany(mine);
      else if (way < 0.8) await hold();
      else await reverse(mine);
    }
  };
  const workers = Array.from({ length: CONNECTIONS }, worker);
  const kills = await kill(Date.now() + MOST_SECONDS * 1000);
  const before = attempts.acknowledged;
  await sleep(1_000);
  const recovered = attempts.acknowledged - before;
  stop = true;
  await Promise.all(workers);
  process.off('uncaughtException', onUncaught);
  console.log(`${kills} kills; ${JSON.stringify(attempts)}; ${recovered} in the second after the last`);

  const entries = await world.rows<{ ref: string; id: string }>(
    "select source_ref as ref, id from journal_entry where source_type = 'soak'",
  );
  const inBooks = new Map(entries.map(({ ref, id }) => [ref, Number(id)]));
  expect(entries).toHaveLength(inBooks.size);
  expect(inBooks).toEqual(new Map([...acknowledged].map(([ref, { id }]) => [ref, id])));
  expect([...refusedKeys].filter((ref) => inBooks.has(ref))).toEqual([]);
  for (const child of children) {
    const moved = [...acknowledged.values()].filter((entry) => entry.child === child);
    const [row] = await world.rows(
      `select (posted * 100)::bigint::int as posted, held, (select coalesce(sum(amount), 0) from hold h where h.subaccount_id = s.id and ended_at is null) as standing
         from subaccount s where id = $1`,
      [child.subaccountId],
    );
    expect(row?.posted).toBe(100_000 + moved.reduce((total, { cents }) => total + cents, 0));
    expect(row?.held).toBe(row?.standing);
  }
  const ended = await world.rows<{ ref: string; ended: boolean }>(
    'select source_ref as ref, ended_at is not null as ended from hold',
  );
  expect(new Map(ended.map(({ ref, ended }) => [ref, ended ? 'ended' : 'standing']))).toEqual(holds);
  await world.rows('select link_entries(id, true) from trust');
  for (const trust of new Set(children.map(({ trustId }) => trustId)))
    expect(await world.rows('select * from consistency.failing($1)', [trust])).toEqual([]);
  expect({ uncaught, deadlocked: attempts.deadlocked }).toEqual({ uncaught: [], deadlocked: 0 });
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  expect(attempts.unknown + attempts.lost).toBeGreaterThan(0);
  expect(recovered).toBeGreaterThan(0);
}, 90_000);
