import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getPeriod } from './find-periods.server';

export interface OnClose {
  key: string;
  close: number;
}

/**
 * One step of taking a close back, once for one form, with its event of the trail; the database decides whether it is
 * possible. Throws NotFound; database refusal LE016, in words.
 */
export async function onClose(
  tx: Tx,
  actor: Actor,
  action: string,
  input: OnClose,
  step: SQL,
): Promise<{ trust: string }> {
  demand(actor, 'period.close');
  return once(tx, actor, { key: input.key, action, request: input }, async () => {
    const period = await getPeriod(tx, input.close);
    await tx.execute(sql`select ${step}`);
    await recordAuditEvent(tx, {
      action,
      recordType: 'trust',
      recordRef: period.trustCode,
      trustId: period.trustId,
      facts: { close: String(period.id), from: period.fromOn, through: period.throughOn },
    });
    return { trust: period.trustCode };
  });
}
