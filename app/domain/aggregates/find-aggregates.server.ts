import type { Tx } from 'db/client';
import { aggregatePublication } from 'db/schema/aggregates';
import { desc, eq } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { firstDayOf, quarterName } from './quarter';

/** Five years of quarters. */
const LISTED = 20;

/** What was published, the newest quarter first. */
export async function findAggregates(tx: Tx) {
  const rows = await tx.select().from(aggregatePublication).orderBy(desc(aggregatePublication.quarterOn)).limit(LISTED);
  return rows.map((row) => ({ ...row, name: quarterName(row.quarterOn) }));
}

/** One quarter, by its name: "2026-q3". Throws NotFound. */
export async function getAggregates(tx: Tx, name: string) {
  const [row] = await tx
    .select()
    .from(aggregatePublication)
    .where(eq(aggregatePublication.quarterOn, firstDayOf(name)));
  if (!row) throw new NotFound();
  return { ...row, name };
}
