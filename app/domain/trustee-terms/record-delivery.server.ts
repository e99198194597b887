import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Records on which day and to whom a former trustee handed over what they held of the trust (UTC 707(b)), as a trustee in
 * office or an administrator.
 * Throws NotFound (RG014); database refusals RG011, RG016, RG017, SI002.
 */
export async function recordDelivery(
  tx: Tx,
  actor: Actor,
  input: { key: string; term: number; on: string; to: string },
): Promise<{ id: string }> {
  demand(actor, 'trustee-term.end');
  return once(tx, actor, { key: input.key, action: 'trustee-term.delivered', request: input }, async () => {
    await tx.execute(sql`select sec.record_term_delivery(${input.term}, ${input.on}, ${input.to})`);
    return { id: String(input.term) };
  });
}
