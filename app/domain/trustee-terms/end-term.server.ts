import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Ending } from './trustee-term';

export interface TermEnd {
  key: string;
  term: number;
  ending: Ending;
  /** Null: at once, and their sessions with it. */
  lastDay: string | null;
  /** The order or clause, where it rests on one. */
  reference: string;
  reason: string;
}

/**
 * Ends a term as trustee (UTC 705-707): one's own by resignation, anybody else's as an administrator. A nearer end takes the
 * place of one that was set ahead.
 * Throws NotFound (RG014); database refusals RG008, RG011, RG012, RG013, RG015, SI002.
 */
export async function endTerm(tx: Tx, actor: Actor, input: TermEnd): Promise<{ id: string }> {
  demand(actor, 'trustee-term.end');
  return once(tx, actor, { key: input.key, action: 'trustee-term.ended', request: input }, async () => {
    const { term, ending, lastDay, reference, reason } = input;
    await tx.execute(sql`select sec.end_term(${term}, ${ending}, ${lastDay}, ${reference}, ${reason})`);
    return { id: String(term) };
  });
}
