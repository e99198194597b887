import { randomUUID } from 'node:crypto';
import { tx } from 'db/client';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { EntryDraft } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { toText } from '~/money/amount';
import type { BenchDatabase } from './bench-database';
import { measuredPost, numbers, type Place } from './book';
import { type Figure, figure } from './figure';
import { functionsOf } from './profile';
import { median, race, rate } from './race';

export interface Bench {
  db: BenchDatabase;
  places: readonly Place[];
  rounds: number;
  /** How long each side of a round runs. */
  seconds: number;
}

const CLIENTS = [1, 8, 32];
/** Posts that a profile looks at. */
const LOOKED_AT = 500;

const DOOR = `post_journal_entry($1, $2, $3, null, $4, $5, $6, $7, 'bench', $8, '', null, $9::text[], array[$10, $10]::bigint[],
  $11::text[], $12::numeric[], array[null, null]::text[], array[null, null]::bigint[], array[null, null]::numeric[])`;
const FULL = { name: 'full', text: `select ${DOOR} from sec.enter($13, 'bench')` };
const MINIMAL = {
  name: 'minimal',
  text: "select minimal.post($1, $2::date, 'Interest', array[$3, $4]::bigint[], array[0.47, -0.47])",
};

const draw = numbers(7);
let turn = 0;

/** A receipt and a payment by turns, each somewhere. */
function draft({ db, places }: Pick<Bench, 'db' | 'places'>): EntryDraft {
  turn += 1;
  return measuredPost(places[draw(places.length)] as Place, turn, db.today, randomUUID());
}

/** The door called bare: one prepared statement, one round trip. */
const bare = (bench: Pick<Bench, 'db' | 'places'>) => {
  const { trustId, subaccountId, kind, occurredOn, description, party, category, reference, postings } = draft(bench);
  const sides = (name: 'account' | 'part') => postings.map((side) => side[name]);
  const about = [trustId, kind, occurredOn, description, party, category, reference, reference, sides('account')];
  const amounts = postings.map((side) => toText(side.amount));
  return bench.db.pool.query({
    ...FULL,
    values: [...about, subaccountId, sides('part'), amounts, bench.db.token],
  });
};

const minimal = ({ db, places }: Bench) => {
  const { trustId, subaccountId } = places[draw(places.length)] as Place;
  return db.pool.query({ ...MINIMAL, values: [trustId, db.today, subaccountId, 500 + subaccountId] });
};

/** The application's own verb, in a transaction of the person who posts. */
export const verb = (bench: Pick<Bench, 'places'> & { db: Pick<BenchDatabase, 'pool' | 'token' | 'today'> }) =>
  tx(bench.db.pool, { token: bench.db.token, requestId: 'bench' }, (q) =>
    postJournalEntry(q, draft(bench as Pick<Bench, 'db' | 'places'>)),
  );

/** What each round trip of the verb takes: the same statements, one after the other. */
async function roundTrips(bench: Bench): Promise<string> {
  const client = await bench.db.pool.connect();
  const steps: Record<string, () => Promise<unknown>> = {
    begin: () => client.query('begin'),
    'sec.enter': () => client.query({ name: 'enter', text: 'select sec.enter($1, $2)', values: [bench.db.token, 'b'] }),
    post_journal_entry: () => postJournalEntry(drizzle(client), draft(bench)),
    commit: () => client.query('commit'),
  };
  const times = new Map(Object.keys(steps).map((name) => [name, [] as number[]]));
  try {
    for (let n = 0; n < LOOKED_AT; n += 1) {
      for (const [name, step] of Object.entries(steps)) {
        const began = performance.now();
        await step();
        times.get(name)?.push(performance.now() - began);
      }
    }
  } finally {
    client.release();
  }
  return [...times]
    .map(
      ([name, of]) =>
        `${Math.round(median(of) * 1000)
          .toString()
          .padStart(8)} microseconds  ${name}`,
    )
    .join('\n');
}

const profileOfDoor = (bench: Bench) =>
  functionsOf(bench.db, async (db) => {
    for (let n = 0; n < LOOKED_AT; n += 1) await bare({ ...bench, db });
  });

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
        ...{ goal: 0.6, bound: 'least', why: () => roundTrips(bench) },
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
        ...{ goal: 0.55, bound: 'least', why: () => profileOfDoor(bench) },
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
    [8, 0.75],
    [32, 0.6],
  ] as const) {
    const timed = (of: Bench) => () => rate(() => bare(of), clients, bench.seconds);
    const w4 = await race(timed(pooled), timed(bench), bench.rounds);
    figures.push(
      figure({
        ...{ id: 'W4', clients, says: 'one trust’s pooled cash : spread over all trusts' },
        ...{
          goal,
          bound: 'least',
          why: () => functionsOf(bench.db, (db) => rate(() => bare({ ...pooled, db }), clients, 2)),
        },
        ...w4,
        unit: '/s',
      }),
    );
  }
  return figures;
}
