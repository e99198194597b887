import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { takeCopy } from '../audit/take-copy.server';
import { getAccounting } from './get-accounting.server';

/**
 * Hands out a copy of an accounting as a file, once it is in the trail who took it: the number of the copy stands in the
 * file. Throws NotFound, and what takeCopy does.
 */
export async function exportAccounting(tx: Tx, actor: Actor, input: { reference: string; format: string }) {
  demand(actor, 'accounting.export');
  const account = await getAccounting(tx, input.reference);
  const number = await takeCopy(tx, {
    action: 'accounting.exported',
    recordType: 'accounting',
    recordRef: account.reference,
    trustId: account.trustId,
    facts: { format: input.format },
  });
  return { account, number };
}
