import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Lets the account of a court's chambers or clerk read what is filed on a docket, from then on.
 * Throws database refusals RG002, RG005, seated_once, SI002.
 */
export async function seatCourt(
  tx: Tx,
  actor: Actor,
  input: { key: string; person: number; docket: string; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'care-duty.keep');
  return once(tx, actor, { key: input.key, action: 'court-seat.begun', request: input }, async () => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select sec.seat_court(${input.person}, ${input.docket}, ${input.reason}) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
