import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/** The auditor's look at a reveal afterwards. Throws NotFound (RV009) and the database's RV001, RV003, RV011. */
export async function reviewReveal(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; finding: 'in_order' | 'not_in_order'; note: string },
): Promise<{ reference: string }> {
  demand(actor, 'reveal.review');
  return once(tx, actor, { key: input.key, action: 'reveal.reviewed', request: input }, async () => {
    await tx.execute(sql`select review_reveal(${input.reference}, ${input.finding}, ${input.note})`);
    return { reference: input.reference };
  });
}
