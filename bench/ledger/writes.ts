import { randomUUID } from 'node:crypto';
import { openPool, tx } from 'db/client';
import type { EntryDraft } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import { postBatch } from './batch';
import type { BenchDatabase } from './bench-database';
import { numbers, type Place } from './book';
import { type Figure, figure } from './figure';
import { percentile, race, rate } from './race';

export interface Bench {
  db: BenchDatabase;
  places: readonly Place[];
  rounds: number;
  /** How long each side of a round runs. */
  seconds: number;
}

const ENTRY_DAY = '2026-03-31';
const CLIENTS = [1, 8, 32];

const FULL = {
  name: 'full',
  text: `select post_journal_entry($1, 'bank_interest', $2::date, null, 'Interest', 'Bank', 'interest', 'I-3', 'bench', $3, '', null,
    array['asset:cash', 'receipt:interest'], array[$4, $4]::bigint[], array['income', 'income'], array[0.47, -0.47],
    array[null, null]::text[], array[null, null]::bigint[], array[null, null]::numeric[]) from sec.enter($5, 'bench')`,
};
const MINIMAL = {
  name: 'minimal',
  text: "select minimal.post($1, $2::date, 'Interest', array[$3, $4]::bigint[], array[0.47, -0.47])",
};

const draw = numbers(7);
const some = <T>(from: readonly T[]): T => from[draw(from.length)] as T;

/** The door called bare: one prepared statement, one round trip. */
export const bare = ({ db, places }: Pick<Bench, 'db' | 'places'>, pool = db.pool) => {
  const { trustId, subaccountId } = some(places);
  return pool.query({ ...FULL, values: [trustId, ENTRY_DAY, randomUUID(), subaccountId, db.token] });
};

const minimal = ({ db, places }: Bench) => {
  const { trustId, subaccountId } = some(places);
  return db.pool.query({ ...MINIMAL, values: [trustId, ENTRY_DAY, subaccountId, 500 + subaccountId] });
};

/** The application's own verb, in a transaction of the person who posts. */
const verb = ({ db, places }: Bench) =>
  tx(db.pool, { token: db.token, requestId: 'bench' }, (q) => postJournalEntry(q, draft(some(places))));

function draft({ trustId, subaccountId }: Place): EntryDraft {
  const figure = amount('0.47');
  return {
    ...{ trustId, subaccountId, kind: 'bank_interest', occurredOn: ENTRY_DAY, description: 'Interest', party: 'Bank' },
    ...{ category: 'interest', reference: 'I-3', source: { type: 'bench', ref: randomUUID(), digest: '' } },
    postings: [
      { account: 'asset:cash', part: 'income', amount: figure },
      { account: 'receipt:interest', part: 'income', amount: figure.negated() },
    ],
  };
}

/** W1: the verb against the function it calls. W2: the function against one that guarantees nothing. */
export async function singlePosts(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  const sides = { verb: () => verb(bench), bare: () => bare(bench), minimal: () => minimal(bench) };
  for (const side of Object.values(sides)) await rate(side, 32, 1);
  const timed = (side: () => Promise<unknown>, clients: number) => () => rate(side, clients, bench.seconds);
  for (const clients of CLIENTS) {
    const w1 = await race(timed(sides.verb, clients), timed(sides.bare, clients), bench.rounds);
    figures.push(
      figure({
        id: 'W1',
        clients,
        says: 'the application’s verb : its function called bare',
        goal: '>= 0.6',
        ...w1,
        unit: '/s',
      }),
    );
    const w2 = await race(timed(sides.bare, clients), timed(sides.minimal, clients), bench.rounds);
    figures.push(
      figure({
        id: 'W2',
        clients,
        says: 'with every guarantee : a minimal function',
        goal: '>= 0.55',
        ...w2,
        unit: '/s',
      }),
    );
  }
  return figures;
}

/** W4: posts to the cash that one trust pools against posts over all trusts. */
export async function pooledPosts(bench: Bench): Promise<Figure[]> {
  const [{ trustId }] = bench.places as [Place, ...Place[]];
  const pooled = { ...bench, places: bench.places.filter((place) => place.trustId === trustId) };
  const figures: Figure[] = [];
  for (const [clients, goal] of [
    [8, '>= 0.75'],
    [32, '>= 0.6'],
  ] as const) {
    const timed = (of: Bench) => () => rate(() => bare(of), clients, bench.seconds);
    const w4 = await race(timed(pooled), timed(bench), bench.rounds);
    figures.push(
      figure({ id: 'W4', clients, says: 'one trust’s pooled cash : spread over all trusts', goal, ...w4, unit: '/s' }),
    );
  }
  return figures;
}

/** W7: how long a single post takes while another person’s batch of ten thousand is posted. */
export async function postsBesideBatch(bench: Bench): Promise<Figure> {
  const single = openPool(bench.db.webUrl, { applicationName: 'bench single', max: 1, patient: true });
  const timesOf = async (until: () => boolean) => {
    const times: number[] = [];
    while (!until()) {
      const began = performance.now();
      await bare(bench, single);
      times.push(performance.now() - began);
    }
    return percentile(times, 99);
  };
  const quiet = () => {
    const until = performance.now() + bench.seconds * 1000;
    return timesOf(() => performance.now() > until);
  };
  const beside = async () => {
    let posted = false;
    const batch = postBatch(bench).finally(() => {
      posted = true;
    });
    const p99 = await timesOf(() => posted);
    await batch;
    return p99;
  };
  try {
    await quiet();
    const w7 = await race(beside, quiet, bench.rounds);
    return figure({
      id: 'W7',
      clients: null,
      says: 'p99 of single posts beside a batch of 10,000 : quiet',
      goal: '<= 10',
      ...w7,
      unit: 'ms',
    });
  } finally {
    await single.end();
  }
}
