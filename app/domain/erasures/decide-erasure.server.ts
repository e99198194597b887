import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/** One of the two agrees, or ends it by refusing. Throws NotFound (ER009) and the database's ER001 to ER007. */
export async function decideErasure(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; decision: 'agreed' | 'refused'; reason: string },
): Promise<{ reference: string }> {
  demand(actor, 'erasure.agree');
  return once(tx, actor, { key: input.key, action: 'erasure.decided', request: input }, async () => {
    await tx.execute(sql`select decide_erasure(${input.reference}, ${input.decision}, ${input.reason})`);
    return { reference: input.reference };
  });
}
