import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Puts a child, by its code, in the care of a caseworker or before a guardian ad litem, from a day (null: today) and perhaps
 * to one; the database writes the audit event. Throws database refusals RG001, RG002, RG004, RG005, RG007, RG008, SI002.
 */
export async function assignChild(
  tx: Tx,
  actor: Actor,
  input: { key: string; code: string; person: number; from: string | null; until: string | null; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'care-duty.keep');
  return once(tx, actor, { key: input.key, action: 'assignment.begun', request: input }, async () => {
    const { code, person, from, until, reason } = input;
    const { rows } = await tx.execute<{ id: string }>(
      sql`select sec.assign_child(${code}, ${person}, ${from}, ${until}, ${reason}) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
