import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { numberCopy } from '../audit/number-copy.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getAccounting } from './get-accounting.server';

/**
 * Hands out a copy of an accounting as a file, once it is in the trail who took it: the number of the copy stands in the
 * file. Throws NotFound; Refusal 'export.often' past the copies of a day (policy EX-1).
 */
export async function exportAccounting(
  tx: Tx,
  actor: Actor,
  input: { reference: string; format: string },
  today: string,
) {
  demand(actor, 'accounting.read');
  const account = await getAccounting(tx, input.reference);
  const number = await numberCopy(tx, actor, { policy: 'EX-1', action: 'accounting.exported' }, today);
  await recordAuditEvent(tx, {
    action: 'accounting.exported',
    recordType: 'accounting',
    recordRef: account.reference,
    trustId: account.trustId,
    facts: { format: input.format, copy: number },
  });
  return { account, number };
}
