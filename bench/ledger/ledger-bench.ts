import { readFileSync } from 'node:fs';
import { wholeAccounting } from './accounting';
import { batches, chained } from './batch';
import { BenchServer } from './bench-database';
import { postsBesideBatch } from './beside-batch';
import type { Figure } from './figure';
import { fillBook, fundPlaces, layPlaces } from './lay-book';
import { reads, verification } from './reads';
import { type Bench, pooledPosts, singlePosts } from './writes';

export interface LedgerBenchOptions {
  postings: number;
  rounds: number;
  seconds: number;
  /** Ids to measure; all without it. */
  only: readonly string[] | null;
}

type Measure = (bench: Bench) => Promise<Figure[]>;

/** What is read of the laid book comes first: posts would change it. The chain's mark posts entries that are no evidence. */
const OF_THE_BOOK: [ids: string[], measure: Measure][] = [
  [['R2', 'R3'], reads],
  [['R5'], verification],
  [['R1'], wholeAccounting],
];
const OF_POSTS: [ids: string[], measure: Measure][] = [
  [['W1', 'W2'], singlePosts],
  [['W4'], pooledPosts],
  [['W5'], batches],
  [['W7'], postsBesideBatch],
  [['W6'], chained],
];

export const IDS = [...OF_THE_BOOK, ...OF_POSTS].flatMap(([ids]) => ids).sort();

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Measures in a database of its own, which it drops; answers the figures, and of each missed goal where its time goes.
 * Whoever ends it early, once or twice, waits a moment for it to leave nothing behind. Throws a sentence where
 * DATABASE_URL names a database that holds something.
 */
export async function ledgerBench(
  options: LedgerBenchOptions,
  say: (line: string) => void,
): Promise<{ figures: Figure[]; profiles: string[] }> {
  const server = new BenchServer();
  for (const [signal, number] of Object.entries(SIGNALS))
    process.on(signal, () => void server.close().finally(() => process.exit(128 + number)));
  try {
    const db = await server.open();
    await db.owner.query(readFileSync(new URL('./minimal.sql', import.meta.url), 'utf8'));
    const places = await layPlaces(db);
    const bench: Bench = { db, places, rounds: options.rounds, seconds: options.seconds };
    const wanted = (ids: string[]) => !options.only || ids.some((id) => options.only?.includes(id));
    const figures: Figure[] = [];
    const profiles: string[] = [];
    const measureAll = async (measures: typeof OF_POSTS) => {
      for (const [ids, measure] of measures) {
        if (!wanted(ids)) continue;
        say(`measuring ${ids.join(', ')}`);
        const made = await measure(bench);
        figures.push(...made);
        for (const { id, clients, met, why } of made)
          if (!met) profiles.push(`Why ${id} at ${clients} falls short:\n${await why()}`);
      }
    };
    if (wanted(OF_THE_BOOK.flatMap(([ids]) => ids))) {
      say(`laying a book of ${options.postings} postings`);
      await fillBook(db, places, options.postings, (laid) => laid % 100_000 === 0 && say(`  ${laid}`));
    }
    await measureAll(OF_THE_BOOK);
    if (wanted(OF_POSTS.flatMap(([ids]) => ids))) await fundPlaces(db, places);
    await measureAll(OF_POSTS);
    return { figures, profiles };
  } finally {
    await server.close();
  }
}
