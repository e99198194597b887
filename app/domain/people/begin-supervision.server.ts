import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Puts a caseworker under a supervisor, who sees the children of that worker from then on.
 * Throws database refusals RG001, RG002, RG004, RG005, supervised_once, SI002.
 */
export async function beginSupervision(
  tx: Tx,
  actor: Actor,
  input: { key: string; supervisor: number; caseworker: number; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'care-duty.keep');
  return once(tx, actor, { key: input.key, action: 'supervision.begun', request: input }, async () => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select sec.begin_supervision(${input.supervisor}, ${input.caseworker}, ${input.reason}) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
