import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Ends a delegation at once, with a reason: either of the two, or an administrator.
 * Throws NotFound (DG009); database refusals DG006, SI002.
 */
export async function endDelegation(
  tx: Tx,
  actor: Actor,
  input: { key: string; delegation: number; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'delegation.end');
  return once(tx, actor, { key: input.key, action: 'delegation.ended', request: input }, async () => {
    await tx.execute(sql`select sec.end_delegation(${input.delegation}, ${input.reason})`);
    return { id: String(input.delegation) };
  });
}
