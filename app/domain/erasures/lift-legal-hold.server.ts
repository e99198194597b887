import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/** Ends a legal hold, once. Throws NotFound (ER009) for one that is not the actor's to see; ER011 where it is lifted. */
export async function liftLegalHold(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; reason: string },
): Promise<{ reference: string }> {
  demand(actor, 'legal-hold.lift');
  return once(tx, actor, { key: input.key, action: 'legal-hold.lifted', request: input }, async () => {
    await tx.execute(sql`select lift_legal_hold(${input.reference}, ${input.reason})`);
    return { reference: input.reference };
  });
}
