import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * The second person agrees or refuses; of an emergency, a trustee says afterwards whether it was right.
 * Throws NotFound (RV009) and the database's RV001 to RV004.
 */
export async function decideReveal(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; decision: 'agreed' | 'refused'; reason: string },
): Promise<{ reference: string }> {
  demand(actor, 'reveal.agree');
  return once(tx, actor, { key: input.key, action: 'reveal.decided', request: input }, async () => {
    await tx.execute(sql`select decide_reveal(${input.reference}, ${input.decision}, ${input.reason})`);
    return { reference: input.reference };
  });
}
