import type { Tx } from 'db/client';
import { approval, disbursement } from 'db/schema/disbursements';
import { and, count, eq, ne, notExists } from 'drizzle-orm';
import type { Actor } from '~/access/actor';

/** How many requests wait for this trustee: not their own, and not decided by them in this version. */
export async function countWaitingFor(tx: Tx, actor: Actor): Promise<number> {
  const mine = tx
    .select({ id: approval.id })
    .from(approval)
    .where(
      and(
        eq(approval.disbursementId, disbursement.id),
        eq(approval.version, disbursement.version),
        eq(approval.personId, actor.personId),
      ),
    );
  const [row] = await tx
    .select({ waiting: count() })
    .from(disbursement)
    .where(and(eq(disbursement.state, 'submitted'), ne(disbursement.requestedBy, actor.personId), notExists(mine)));
  return row?.waiting ?? 0;
}
