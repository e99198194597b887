import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { NumberSource } from './payout-account';

/**
 * Records what a provider said who was called back about a changed account, on a number that was on file before anybody asked
 * (policy PO-1). One that did not confirm stops the change. Throws PO001, PO002 (who asked), PO004, PO005, SI002.
 */
export async function callBack(
  tx: Tx,
  actor: Actor,
  input: { key: string; account: number; from: NumberSource; since: string; confirmed: boolean },
): Promise<{ id: string }> {
  demand(actor, 'payout-account.check');
  return once(tx, actor, { key: input.key, action: 'payout-account.called-back', request: input }, async () => {
    await tx.execute(
      sql`select sec.call_back_payout_account(${input.account}, ${input.from}, ${input.since}::date, ${input.confirmed})`,
    );
    return { id: String(input.account) };
  });
}
