import { randomUUID } from 'node:crypto';
import { type Tx, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { EntryDraft } from '~/ledger/journal-entry';
import { linkEntries } from '~/ledger/link-entries.server';
import { postJournalEntries } from '~/ledger/post-journal-entry.server';
import type { BenchDatabase } from './bench-database';
import { layBook, type Place } from './book';

const TRUSTS = 10;
const BENEFICIARIES = 500;
const AT_ONCE = 2_000;

const asOperator = <T>(db: Pick<BenchDatabase, 'pool' | 'token'>, work: (q: Tx) => Promise<T>) =>
  tx(db.pool, { token: db.token, requestId: `bench-${randomUUID()}` }, work);

/** Five hundred sub-accounts in ten trusts: fifty children's cash pooled in each. */
export async function layPlaces(db: Pick<BenchDatabase, 'pool' | 'token'>): Promise<Place[]> {
  return asOperator(db, async (q) => {
    await q.execute(sql`insert into trust (code, court_name, docket, opened_on, instrument_section)
      select 'T-' || (9000 + n), 'Court', 'bench ' || n, '2020-01-01', '1' from generate_series(1, ${TRUSTS}::int) n`);
    await q.execute(
      sql`insert into beneficiary (code) select 'BENCH-' || n from generate_series(1, ${BENEFICIARIES}::int) n`,
    );
    await q.execute(sql`insert into subaccount (trust_id, beneficiary_id)
      select t.id, b.id from beneficiary b join trust t on t.code = 'T-' || (9001 + b.id % ${TRUSTS}::int)`);
    const { rows } = await q.execute<{ trust: string; sub: string }>(
      sql`select trust_id as trust, id as sub from subaccount order by id`,
    );
    return rows.map(({ trust, sub }) => ({ trustId: Number(trust), subaccountId: Number(sub) }));
  });
}

/** Lays a book through the public door, links it, and lets the planner know it. `watch` is told how far it is. */
export async function fillBook(
  db: Pick<BenchDatabase, 'pool' | 'token'> & { owner?: BenchDatabase['owner'] },
  places: readonly Place[],
  postings: number,
  watch: (laid: number) => void = () => {},
): Promise<void> {
  let laid = 0;
  let waiting: EntryDraft[] = [];
  const post = async () => {
    const entries = waiting;
    waiting = [];
    await asOperator(db, (q) => postJournalEntries(q, entries));
    laid += entries.length * 2;
    watch(laid);
  };
  for (const entry of layBook(places, postings)) {
    waiting.push(entry);
    if (waiting.length === AT_ONCE) await post();
  }
  if (waiting.length > 0) await post();
  await linkEntries(db.pool, true);
  if (db.owner) await db.owner.query('vacuum analyze');
}
