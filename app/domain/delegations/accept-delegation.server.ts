import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Accepts to stand in for somebody, as who was named.
 * Throws NotFound (DG009); database refusals DG003, DG005, DG006, RG001, RG004, SI002.
 */
export async function acceptDelegation(
  tx: Tx,
  actor: Actor,
  input: { key: string; delegation: number },
): Promise<{ id: string }> {
  demand(actor, 'delegation.accept');
  return once(tx, actor, { key: input.key, action: 'delegation.accepted', request: input }, async () => {
    await tx.execute(sql`select sec.accept_delegation(${input.delegation})`);
    return { id: String(input.delegation) };
  });
}
