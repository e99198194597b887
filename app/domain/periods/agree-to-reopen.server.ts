import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getPeriod } from './find-periods.server';

/**
 * Agrees to what another person asked: the period is open again, and entries may bear its days.
 * Throws NotFound; database refusal LE016 (nobody asked, one's own asking, not the last, accounted for), in words.
 */
export async function agreeToReopen(
  tx: Tx,
  actor: Actor,
  input: { key: string; close: number },
): Promise<{ trust: string }> {
  demand(actor, 'period.close');
  return once(tx, actor, { key: input.key, action: 'period.reopened', request: input }, async () => {
    const period = await getPeriod(tx, input.close);
    await tx.execute(sql`select agree_to_reopen(${input.close})`);
    await recordAuditEvent(tx, {
      action: 'period.reopened',
      recordType: 'trust',
      recordRef: period.trustCode,
      trustId: period.trustId,
      facts: { close: String(period.id), from: period.fromOn, through: period.throughOn },
    });
    return { trust: period.trustCode };
  });
}
