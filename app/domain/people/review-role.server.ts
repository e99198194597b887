import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getRoleToReview } from './find-access-review.server';

/**
 * Confirms or ends a role in the review of this quarter, with a reason (NIST SP 800-53 AC-2(j)).
 * Throws NotFound; database refusals RG002 (one's own), role_reviewed_once, SI002.
 */
export async function reviewRole(
  tx: Tx,
  actor: Actor,
  input: { key: string; grant: number; decision: 'confirmed' | 'ended'; reason: string },
): Promise<{ role: string }> {
  demand(actor, 'access.review');
  return once(tx, actor, { key: input.key, action: 'role.reviewed', request: input }, async () => {
    const { grantId, personId, role } = await getRoleToReview(tx, input.grant);
    await tx.execute(sql`select sec.review_role(${grantId}, ${input.decision}, ${input.reason})`);
    await recordAuditEvent(tx, {
      action: input.decision === 'ended' ? 'role.ended' : 'role.confirmed',
      recordType: 'role',
      recordRef: `${role}, person ${personId}`,
      facts: { role },
    });
    return { role };
  });
}
