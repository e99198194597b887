import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';

/** Ends one's own reveal before its ten minutes are over. Throws NotFound (RV009). */
export async function closeReveal(tx: Tx, actor: Actor, reference: string): Promise<void> {
  demand(actor, 'reveal.request');
  await tx.execute(sql`select close_reveal(${reference})`);
}
