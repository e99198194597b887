import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Puts a note of correction beside a record that is written once: the record stays, and the note says what is right.
 * Throws NotFound (RQ009), RQ003, RQ006, RQ010.
 */
export async function noteCorrection(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; note: string },
): Promise<{ reference: string }> {
  demand(actor, 'rights.answer');
  return once(tx, actor, { key: input.key, action: 'rights.noted', request: input }, async () => {
    await tx.execute(sql`select note_correction(${input.reference}, ${input.note})`);
    return { reference: input.reference };
  });
}
