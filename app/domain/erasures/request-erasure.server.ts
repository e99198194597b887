import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Basis } from './erasure';

/**
 * Asks that a child's identity be erased for ever. Throws NotFound (ER009) for a child that is not the actor's; ER005 to
 * ER007 where it has to stay; ER010 where it is asked for or erased already.
 */
export async function requestErasure(
  tx: Tx,
  actor: Actor,
  input: { key: string; code: string; basis: Basis; reason: string; ticket: string },
): Promise<{ reference: string }> {
  demand(actor, 'erasure.request');
  return once(tx, actor, { key: input.key, action: 'erasure.requested', request: input }, async () => {
    const { rows } = await tx.execute<{ reference: string }>(
      sql`select request_erasure(${input.code}, ${input.basis}, ${input.reason}, ${input.ticket}) as reference`,
    );
    return { reference: rows[0]?.reference ?? '' };
  });
}
