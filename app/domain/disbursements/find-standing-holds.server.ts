import type { Tx } from 'db/client';
import { hold } from 'db/schema/ledger';
import { and, asc, eq, isNull } from 'drizzle-orm';

/** What is held in a sub-account now, oldest first: for approved payments, and small shares that wait. */
export async function findStandingHolds(tx: Tx, subaccountId: number) {
  return tx
    .select({ amount: hold.amount, reason: hold.reason, sourceRef: hold.sourceRef })
    .from(hold)
    .where(and(eq(hold.subaccountId, subaccountId), isNull(hold.endedAt)))
    .orderBy(asc(hold.id));
}
