import type { Tx } from 'db/client';
import type { Actor } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type DisbursementRecord, findApprovals } from '../disbursements/get-disbursement.server';

/** Who asks for a payment or decides on it has no hand in the payment itself (SD-4). Throws Refusal 'payment.duties'. */
export async function mayHandlePayment(
  tx: Tx,
  actor: Actor,
  request: DisbursementRecord,
  rule = 'Who asks for a payment or decides on it does not record it',
): Promise<void> {
  const deciders = (await findApprovals(tx, [request.id])).map((item) => item.personId);
  if (request.requestedBy === actor.personId || deciders.includes(actor.personId))
    throw new Refusal('payment.duties', `${rule} (rule SD-4). Ask a colleague.`);
}
