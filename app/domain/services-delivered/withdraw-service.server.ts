import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

/**
 * Says that an entry which was sent back will not be put right: it was logged twice, or was not given. It stays on record
 * and never counts. Throws NotFound for an entry of another's child; database refusals SR005, SR007.
 */
export async function withdrawService(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string },
): Promise<{ reference: string }> {
  demand(actor, 'service-delivered.log');
  return once(tx, actor, { key: input.key, action: 'service.withdrawn', request: input }, async () => {
    await tx.execute(sql`select sec.withdraw_service(${input.reference})`);
    return { reference: input.reference };
  });
}
