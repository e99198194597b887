import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * A second person agrees that somebody with an account here is a party: from then on they see nothing of the case.
 * Throws database refusals CP001, CP003, CP005 (who recorded it, whom it names), SI002.
 */
export async function agreeToParty(
  tx: Tx,
  actor: Actor,
  input: { key: string; party: number },
): Promise<{ id: string }> {
  demand(actor, 'party.agree');
  return once(tx, actor, { key: input.key, action: 'party.agreed', request: input }, async () => {
    await tx.execute(sql`select agree_to_party(${input.party})`);
    return { id: String(input.party) };
  });
}
