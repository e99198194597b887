import type { Tx } from 'db/client';
import { approval, disbursement } from 'db/schema/disbursements';
import { and, count, eq, notExists, or, sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';

/**
 * How many requests wait for this trustee: not their own, and not decided by them in this version. Who stands in for another
 * counts as one person with them, and is waited for only where the power to decide was handed over.
 */
export async function countWaitingFor(tx: Tx, actor: Actor): Promise<number> {
  const inWhosePlace = sql`select d.delegator_id from sec.my_delegations() d where d.trust_id = ${disbursement.trustId}`;
  const decided = tx
    .select({ id: approval.id })
    .from(approval)
    .where(
      and(
        eq(approval.disbursementId, disbursement.id),
        eq(approval.version, disbursement.version),
        or(
          eq(approval.personId, actor.personId),
          sql`${approval.personId} in (${inWhosePlace})`,
          sql`${approval.delegationId} in (select id from delegation where delegator_id = ${actor.personId})`,
        ),
      ),
    );
  const [row] = await tx
    .select({ waiting: count() })
    .from(disbursement)
    .where(
      and(
        eq(disbursement.state, 'submitted'),
        sql`${disbursement.requestedBy} <> ${actor.personId} and ${disbursement.requestedBy} not in (${inWhosePlace})`,
        sql`(${disbursement.trustId} <> all((select sec.lent_trusts())::bigint[]) or ${disbursement.trustId} = any((select sec.lent_trusts('decide'))::bigint[]))`,
        notExists(decided),
      ),
    );
  return row?.waiting ?? 0;
}
