import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Ends a court's seat at once: the docket is gone from the next query on.
 * Throws database refusals RG002, RG006, SI002.
 */
export async function endSeat(
  tx: Tx,
  actor: Actor,
  input: { key: string; duty: number; reason: string },
): Promise<{ id: string }> {
  demand(actor, 'care-duty.keep');
  return once(tx, actor, { key: input.key, action: 'court-seat.ended', request: input }, async () => {
    await tx.execute(sql`select sec.end_seat(${input.duty}, ${input.reason})`);
    return { id: String(input.duty) };
  });
}
