import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { getRestriction } from './find-restrictions.server';

/**
 * Lifts a restriction before its last day, with a reason; the database writes the audit event.
 * Throws NotFound; database refusals RR001 (not named, or not who may), RR003 (over already), SI002.
 */
export async function liftRestriction(
  tx: Tx,
  actor: Actor,
  input: { key: string; id: number; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'restriction.keep');
  return once(tx, actor, { key: input.key, action: 'restriction.lifted', request: input }, async () => {
    const { id } = await getRestriction(tx, input.id);
    await tx.execute(sql`select lift_restriction(${id}, ${input.reason})`);
    return { id: String(id) };
  });
}
