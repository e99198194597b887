import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Agrees to a delegation as the second person, who may give roles and is neither of the two.
 * Throws NotFound (DG009); database refusals DG003, DG005, DG006, RG001, RG004, SI002.
 */
export async function agreeToDelegation(
  tx: Tx,
  actor: Actor,
  input: { key: string; delegation: number },
): Promise<{ id: string }> {
  demand(actor, 'role.grant');
  return once(tx, actor, { key: input.key, action: 'delegation.agreed', request: input }, async () => {
    await tx.execute(sql`select sec.agree_to_delegation(${input.delegation})`);
    return { id: String(input.delegation) };
  });
}
