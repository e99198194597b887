import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getPeriod } from './find-periods.server';

/**
 * Asks that a trust's last close be taken back, and says why; another person agrees (agree-to-reopen).
 * Throws NotFound; database refusal LE016 (not the last, accounted for, asked already, no reason), in words.
 */
export async function askToReopen(
  tx: Tx,
  actor: Actor,
  input: { key: string; close: number; reason: string },
): Promise<{ trust: string }> {
  demand(actor, 'period.close');
  return once(tx, actor, { key: input.key, action: 'period.reopening-asked', request: input }, async () => {
    const period = await getPeriod(tx, input.close);
    await tx.execute(sql`select ask_to_reopen(${input.close}, ${input.reason})`);
    await recordAuditEvent(tx, {
      action: 'period.reopening-asked',
      recordType: 'trust',
      recordRef: period.trustCode,
      trustId: period.trustId,
      facts: { close: String(period.id), from: period.fromOn, through: period.throughOn },
    });
    return { trust: period.trustCode };
  });
}
