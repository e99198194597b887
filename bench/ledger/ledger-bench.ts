import { readFileSync } from 'node:fs';
import { batches, chained } from './batch';
import { openBenchDatabase } from './bench-database';
import type { Figure } from './figure';
import { fillBook, layPlaces } from './lay-book';
import { profileOfDoor } from './profile';
import { reads, wholeAccounting } from './reads';
import { type Bench, pooledPosts, postsBesideBatch, singlePosts } from './writes';

export interface LedgerBenchOptions {
  postings: number;
  rounds: number;
  seconds: number;
  /** Ids to measure; all without it. */
  only: readonly string[] | null;
}

/** Measures in a database of its own, which it drops; answers the figures, and the door's profile where W2 falls short. */
export async function ledgerBench(
  options: LedgerBenchOptions,
  say: (line: string) => void,
): Promise<{ figures: Figure[]; profile: string | null }> {
  const db = await openBenchDatabase();
  const stop = () => void db.close().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  try {
    await db.owner.query(readFileSync(new URL('./minimal.sql', import.meta.url), 'utf8'));
    const places = await layPlaces(db);
    const bench: Bench = { db, places, rounds: options.rounds, seconds: options.seconds };
    const wanted = (...ids: string[]) => !options.only || ids.some((id) => options.only?.includes(id));
    const figures: Figure[] = [];
    if (wanted('R1', 'R2', 'R3', 'R5')) {
      say(`laying a book of ${options.postings} postings`);
      await fillBook(db, places, options.postings, (laid) => laid % 100_000 === 0 && say(`  ${laid}`));
    }
    const measure = async (ids: string[], work: () => Promise<Figure | Figure[]>) => {
      if (!wanted(...ids)) return;
      say(`measuring ${ids.join(', ')}`);
      figures.push(...[await work()].flat());
    };
    await measure(['R2', 'R3', 'R5'], () => reads(bench));
    await measure(['R1'], () => wholeAccounting(bench));
    await measure(['W1', 'W2'], () => singlePosts(bench));
    await measure(['W4'], () => pooledPosts(bench));
    await measure(['W5'], () => batches(bench));
    await measure(['W7'], () => postsBesideBatch(bench));
    const short = figures.some(({ id, met }) => id === 'W2' && !met);
    const profile = short ? await profileOfDoor(bench) : null;
    await measure(['W6'], () => chained(bench));
    return { figures, profile };
  } finally {
    process.off('SIGINT', stop);
    await db.close();
  }
}
