import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Accepts an appointment as trustee, as who was appointed (UTC 701): from then on, or from its first day, it gives authority.
 * Throws NotFound (RG014); database refusals DG003, RG001, RG004, RG011, RG012, SI002.
 */
export async function acceptAppointment(
  tx: Tx,
  actor: Actor,
  input: { key: string; term: number },
): Promise<{ id: string }> {
  demand(actor, 'trustee-term.answer');
  return once(tx, actor, { key: input.key, action: 'trustee-term.accepted', request: input }, async () => {
    await tx.execute(sql`select sec.accept_appointment(${input.term})`);
    return { id: String(input.term) };
  });
}
