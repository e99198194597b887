import type { Tx } from 'db/client';
import { accountingFiling } from 'db/schema/accountings';
import { eq, max } from 'drizzle-orm';

/** The last day a trust is accounted for to the court; null before its first account. */
export async function findFiledThrough(tx: Tx, trustId: number): Promise<string | null> {
  const [row] = await tx
    .select({ through: max(accountingFiling.throughOn) })
    .from(accountingFiling)
    .where(eq(accountingFiling.trustId, trustId));
  return row?.through ?? null;
}
