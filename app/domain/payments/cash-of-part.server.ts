import type { Tx } from 'db/client';
import { account, posting } from 'db/schema/ledger';
import { and, eq, sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';

/** What of a sub-account's cash is principal, or income. */
export async function cashOfPart(tx: Tx, subaccountId: number, part: 'principal' | 'income'): Promise<Decimal> {
  const [row] = await tx
    .select({ total: sql<string>`coalesce(sum(${posting.amount}), 0)` })
    .from(posting)
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(posting.subaccountId, subaccountId), eq(account.code, 'asset:cash'), eq(posting.part, part)));
  return amount(row?.total ?? '0');
}
