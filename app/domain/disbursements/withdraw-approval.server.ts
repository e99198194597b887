import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { findApprovals, getDisbursement } from './get-disbursement.server';

/** Takes one's own approval back before the payment. Throws NotFound; Refusal 'withdrawal.paid', '.nothing'. */
export async function withdrawApproval(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; reason: string },
): Promise<{ reference: string; state: string }> {
  demand(actor, 'disbursement.approve');
  return once(tx, actor, { key: input.key, action: 'approval.withdrawn', request: input }, async () => {
    const request = await getDisbursement(tx, input.reference);
    if (request.state === 'paid' || request.state === 'returned')
      throw new Refusal('withdrawal.paid', 'The payment is made. An approval can be withdrawn only before that.');
    const mine = (await findApprovals(tx, [request.id])).find(
      (item) =>
        item.personId === actor.personId &&
        item.version === request.version &&
        item.decision === 'approve' &&
        !item.withdrawnAt,
    );
    if (!mine) throw new Refusal('withdrawal.nothing', 'You have no approval on this version to withdraw.');
    const result = await tx.execute<{ state: string }>(
      sql`select withdraw_approval(${input.reference}, ${input.reason}) as state`,
    );
    const state = result.rows[0]?.state ?? request.state;
    await recordAuditEvent(tx, {
      action: 'approval.withdrawn',
      recordType: 'disbursement',
      recordRef: input.reference,
      trustId: request.trustId,
      beneficiaryId: request.beneficiaryId,
      facts: { version: String(request.version), state },
    });
    return { reference: input.reference, state };
  });
}
