import type { Tx } from 'db/client';
import { valuation } from 'db/schema/ledger';
import { and, desc, eq, lte } from 'drizzle-orm';
import type { Decimal } from '~/money/amount';

export type MarketValues = Map<string, { units: Decimal; marketValue: Decimal }>;

/** The newest market value of each holding on a day: information beside the carrying value, never in the equation. */
export async function marketValues(tx: Tx, trustId: number, on: string): Promise<MarketValues> {
  const rows = await tx
    .select()
    .from(valuation)
    .where(and(eq(valuation.trustId, trustId), lte(valuation.asOf, on)))
    .orderBy(desc(valuation.asOf));
  const newest: MarketValues = new Map();
  for (const row of rows) if (!newest.has(row.holding)) newest.set(row.holding, row);
  return newest;
}
