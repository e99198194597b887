import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Stops a changed account, or the one that is in force: who asked takes it back, anybody else of finance and any trustee has a
 * doubt. Throws PO001, PO002, PO004, SI002.
 */
export async function stopPayoutAccount(
  tx: Tx,
  actor: Actor,
  input: { key: string; account: number },
): Promise<{ id: string }> {
  demand(actor, 'payout-account.check');
  return once(tx, actor, { key: input.key, action: 'payout-account.stopped', request: input }, async () => {
    await tx.execute(sql`select sec.stop_payout_account(${input.account})`);
    return { id: String(input.account) };
  });
}
