import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';

/**
 * A second person agrees that somebody with an account here is a party: from then on they see nothing of the case. Sent twice
 * it is refused the second time. Throws database refusals CP001, CP003, CP005 (who recorded it, whom it names), SI002.
 */
export async function agreeToParty(tx: Tx, actor: Actor, party: number): Promise<void> {
  demand(actor, 'party.agree');
  await tx.execute(sql`select agree_to_party(${party})`);
}
