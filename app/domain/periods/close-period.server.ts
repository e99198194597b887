import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';
import { getPeriod } from './find-periods.server';

/**
 * Closes a trust's books through a day; from then on no entry bears a day up to it. Answers the number of the close.
 * Throws NotFound; database refusal LE016 (a gap, a day that is not over, a standing check that fails), in words.
 */
export async function closePeriod(
  tx: Tx,
  actor: Actor,
  input: { key: string; trustCode: string; throughOn: string },
): Promise<{ close: string }> {
  demand(actor, 'period.close');
  return once(tx, actor, { key: input.key, action: 'period.closed', request: input }, async () => {
    const trust = await getTrust(tx, input.trustCode);
    const { rows } = await tx.execute<{ close: string }>(
      sql`select close_period(${trust.id}, ${input.throughOn}::date) as close`,
    );
    const close = String(rows[0]?.close);
    const { fromOn, throughOn, chainLength, chainHash } = await getPeriod(tx, Number(close));
    await recordAuditEvent(tx, {
      action: 'period.closed',
      recordType: 'trust',
      recordRef: trust.code,
      trustId: trust.id,
      facts: { close, from: fromOn, through: throughOn, entries: String(chainLength), link: chainHash.slice(0, 8) },
    });
    return { close };
  });
}
