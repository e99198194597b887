import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { HeldKind } from './legal-hold';

/** Says that what is known of a record has to be kept. Throws NotFound (ER009) for one that the actor may not hold. */
export async function placeLegalHold(
  tx: Tx,
  actor: Actor,
  input: { key: string; kind: HeldKind; code: string; matter: string; reason: string },
): Promise<{ reference: string }> {
  demand(actor, 'legal-hold.place');
  return once(tx, actor, { key: input.key, action: 'legal-hold.placed', request: input }, async () => {
    const { rows } = await tx.execute<{ reference: string }>(
      sql`select place_legal_hold(${input.kind}, ${input.code}, ${input.matter}, ${input.reason}) as reference`,
    );
    return { reference: rows[0]?.reference ?? '' };
  });
}
