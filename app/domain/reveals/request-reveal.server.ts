import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { once } from '../audit/once.server';
import type { Item, Path, Purpose } from './reveal';

export interface RevealRequest {
  key: string;
  code: string;
  path: Path;
  item: Item;
  purpose: Purpose;
  reason: string;
  ticket: string;
  /** The second person; none in an emergency. */
  askedOf: number | null;
}

/**
 * Asks to see one item of a child's identity. Throws NotFound (RV009) for a child that is not the actor's; Refusal
 * 'reveal.item', 'reveal.second', and the database's RV001, RV002, RV005, RV008.
 */
export async function requestReveal(tx: Tx, actor: Actor, input: RevealRequest): Promise<{ reference: string }> {
  demand(actor, 'reveal.request');
  if (input.path === 'emergency' && input.item !== 'contact')
    throw new Refusal('reveal.item', 'In an emergency only the contact opens at once.', 'item');
  if (input.path === 'agreed' && input.askedOf === null)
    throw new Refusal('reveal.second', 'Choose the second person.', 'askedOf');
  return once(tx, actor, { key: input.key, action: 'reveal.requested', request: input }, async () => {
    const { rows } = await tx.execute<{ reference: string }>(
      sql`select request_reveal(${input.code}, ${input.path}, ${input.item}, ${input.purpose}, ${input.reason},
        ${input.ticket}, ${input.askedOf}::bigint) as reference`,
    );
    return { reference: rows[0]?.reference ?? '' };
  });
}
