import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Records that notice of a new trustee was given, on which day and how (UTC 813(b)(2), (3)), as a trustee in office.
 * Throws NotFound (RG014); database refusals RG011, RG016, RG017, SI002.
 */
export async function recordNotice(
  tx: Tx,
  actor: Actor,
  input: { key: string; term: number; on: string; how: string },
): Promise<{ id: string }> {
  demand(actor, 'trustee-term.answer');
  return once(tx, actor, { key: input.key, action: 'trustee-term.notice-given', request: input }, async () => {
    await tx.execute(sql`select sec.record_term_notice(${input.term}, ${input.on}, ${input.how})`);
    return { id: String(input.term) };
  });
}
