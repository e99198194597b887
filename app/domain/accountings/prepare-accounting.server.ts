import type { Tx } from 'db/client';
import { accounting } from 'db/schema/accountings';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { fingerprintOf } from '~/reports/court-accounting/fingerprint';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';
import { demandPeriod } from './accounting-period';
import { findFiledThrough } from './find-filed-through.server';

export interface PrepareAccountingInput {
  key: string;
  trustCode: string;
  from: string;
  through: string;
}

/**
 * Freezes an accounting's figures with their fingerprint, for another trustee to verify and file.
 * Throws NotFound; Refusal 'accounting.period', '.filed', '.gap', '.not-over'; AccountingFault where the figures contradict
 * themselves.
 */
export async function prepareAccounting(
  tx: Tx,
  actor: Actor,
  input: PrepareAccountingInput,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'accounting.prepare');
  return once(tx, actor, { key: input.key, action: 'accounting.prepared', request: input }, async () => {
    const collected = await collectFigures(tx, input);
    if (!collected) throw new NotFound();
    const trust = await getTrust(tx, input.trustCode);
    demandPeriod(input, { openedOn: trust.openedOn, filedThrough: await findFiledThrough(tx, trust.id), today });
    stateAccounting(collected.figures);
    const numbered = await tx.execute<{ reference: string }>(
      sql`select next_reference('ACC', ${today}::date) as reference`,
    );
    const reference = numbered.rows[0]?.reference as string;
    const print = fingerprintOf(collected.figures);
    await tx.insert(accounting).values({
      reference,
      trustId: collected.trustId,
      docket: collected.docket,
      ordinal: collected.figures.trust.ordinal,
      fromOn: input.from,
      throughOn: input.through,
      figures: collected.figures,
      fingerprint: print,
      preparedBy: actor.personId,
    });
    await recordAuditEvent(tx, {
      action: 'accounting.prepared',
      recordType: 'accounting',
      recordRef: reference,
      trustId: collected.trustId,
      facts: { trust: input.trustCode, from: input.from, through: input.through, fingerprint: print.slice(0, 8) },
    });
    return { reference };
  });
}
