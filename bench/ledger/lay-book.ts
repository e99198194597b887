import { createHash, randomUUID } from 'node:crypto';
import { type Tx, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { inGroups } from '~/ledger/in-groups';
import { linkEntries } from '~/ledger/link-entries.server';
import { postJournalEntries } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import type { BenchDatabase } from './bench-database';
import { layBook, measuredPost, type Place } from './book';

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
      sql`select take_in_beneficiary(array['BENCH-' || n]) from generate_series(1, ${BENEFICIARIES}::int) n`,
    );
    await q.execute(sql`insert into subaccount (trust_id, beneficiary_id)
      select t.id, b.id from beneficiary b join trust t on t.code = 'T-' || (9001 + b.id % ${TRUSTS}::int)`);
    const { rows } = await q.execute<{ trust: string; sub: string }>(
      sql`select trust_id as trust, id as sub from subaccount order by id`,
    );
    return rows.map(({ trust, sub }) => ({ trustId: Number(trust), subaccountId: Number(sub) }));
  });
}

/** The three whole years before the books' year: read as of days that lie in them. */
export function yearsOf(today: string) {
  const last = Number(today.slice(0, 4)) - 1;
  return { first: last - 2, last };
}

/** Lays a book through the public door, links it, and lets the planner know it. `watch` is told how far it is. */
export async function fillBook(
  db: Pick<BenchDatabase, 'pool' | 'token' | 'today'> & { owner?: BenchDatabase['owner'] },
  places: readonly Place[],
  postings: number,
  watch: (laid: number) => void = () => {},
): Promise<void> {
  let laid = 0;
  for await (const entries of inGroups(layBook(places, postings, yearsOf(db.today).first), AT_ONCE)) {
    await asOperator(db, (q) => postJournalEntries(q, entries));
    laid += entries.length * 2;
    watch(laid);
  }
  await linkEntries(db.pool, true);
  if (db.owner) await vacuum(db.owner);
}

/** What the measured payments are paid from. */
export async function fundPlaces(
  db: Pick<BenchDatabase, 'pool' | 'token' | 'today'>,
  places: readonly Place[],
): Promise<void> {
  const key = randomUUID();
  const drafts = places.map((place, n) => measuredPost(place, 0, db.today, `${key} ${n}`));
  const much = amount('1000000');
  for (const draft of drafts)
    for (const side of draft.postings) side.amount = side.amount.isNegative() ? much.negated() : much;
  await asOperator(db, (q) => postJournalEntries(q, drafts));
  await linkEntries(db.pool, true);
}

/** A session of one trustee of all trusts, who reads under row security. */
export async function seatTrustee(db: Pick<BenchDatabase, 'pool' | 'token' | 'today'>): Promise<string> {
  const id = await asOperator(db, async (q) => {
    const { rows } = await q.execute<{ id: string }>(
      sql`select sec.enroll_person('Trustee of the bench', 'trustee@bench.test', 'none', '{trustee}') as id`,
    );
    await q.execute(
      sql`select sec.lay_term(id, ${rows[0]?.id}::bigint, '2020-01-01', null, 'order', 'Order of the bench', 'By letter') from trust`,
    );
    return Number(rows[0]?.id);
  });
  const token = randomUUID();
  const digest = createHash('sha256').update(token).digest();
  await db.pool.query("select sec.open_session($1, $2, clock_timestamp() + interval '12 hours')", [id, digest]);
  return token;
}

/** Only an owner's vacuum sees these tables. */
async function vacuum(owner: BenchDatabase['owner']): Promise<void> {
  await owner.query('set role tutela_owner');
  await owner.query('vacuum analyze');
  await owner.query('reset role');
}
