import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Says that a hold's matter has ended; by the second who says so the hold is over. Throws NotFound (ER009) for one that the
 * actor may not lift; ER011 where it is over, ER012 where no auditor has said so yet, ER014 where the actor has.
 */
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
