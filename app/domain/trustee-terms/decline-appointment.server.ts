import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Declines an appointment as trustee, as who was appointed, with a reason (UTC 701(b)).
 * Throws NotFound (RG014); database refusals RG011, RG012, SI002.
 */
export async function declineAppointment(
  tx: Tx,
  actor: Actor,
  input: { key: string; term: number; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'trustee-term.answer');
  return once(tx, actor, { key: input.key, action: 'trustee-term.declined', request: input }, async () => {
    await tx.execute(sql`select sec.decline_appointment(${input.term}, ${input.reason})`);
    return { id: String(input.term) };
  });
}
