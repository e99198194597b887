import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Ground } from './right';

export interface RightDecision {
  key: string;
  reference: string;
  decision: 'agreed' | 'refused';
  /** On which a refusal rests; none for an agreement. */
  ground: Ground | null;
  reason: string;
}

/** The second person agrees, or refuses on a ground of the law. Throws NotFound (RQ009), RQ001 to RQ003. */
export async function decideRight(tx: Tx, actor: Actor, input: RightDecision): Promise<{ reference: string }> {
  demand(actor, 'rights.agree');
  const { reference, decision, ground, reason } = input;
  return once(tx, actor, { key: input.key, action: 'rights.decided', request: input }, async () => {
    await tx.execute(sql`select decide_right(${reference}, ${decision}, ${ground}, ${reason})`);
    return { reference };
  });
}
