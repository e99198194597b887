import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { PayoutProof } from './payout-account';

/**
 * A third person agrees to a provider's account on a proof of its bank; after the wait of policy PO-1 it is paid on. Approvals
 * from before count no more once it is. Throws PO001, PO002 (who asked or called), PO004, SI002.
 */
export async function agreeToPayoutAccount(
  tx: Tx,
  actor: Actor,
  input: { key: string; account: number; proof: PayoutProof },
): Promise<{ id: string }> {
  demand(actor, 'payout-account.check');
  return once(tx, actor, { key: input.key, action: 'payout-account.agreed', request: input }, async () => {
    await tx.execute(sql`select sec.agree_to_payout_account(${input.account}, ${input.proof})`);
    return { id: String(input.account) };
  });
}
