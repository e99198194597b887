import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { fingerprintOf } from '~/reports/court-accounting/fingerprint';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { textsOfAccount } from '~/reports/court-accounting/texts-of-account';
import type { CheckTexts } from '~/vault/check-texts.server';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { refuseTellingTexts } from '../audit/refuse-telling-texts.server';
import { getAccounting } from './get-accounting.server';

/**
 * Verifies a prepared accounting against the books as they stand and files it with the court of the docket. From then on
 * the period takes no entry. The verifier is another person than the preparer.
 * Throws NotFound; Refusal 'filing.filed', '.own', '.stale' (the books moved since it was prepared); 'public.names',
 * 'public.unchecked' where a line may tell who the child is.
 */
export async function fileAccounting(
  tx: Tx,
  actor: Actor,
  { checkTexts, ...input }: { key: string; reference: string; checkTexts: CheckTexts },
): Promise<{ reference: string }> {
  demand(actor, 'accounting.file');
  return once(tx, actor, { key: input.key, action: 'accounting.filed', request: input }, async () => {
    const account = await getAccounting(tx, input.reference);
    if (account.filedAt) throw new Refusal('filing.filed', 'This accounting is filed already.');
    if (account.preparedBy === actor.personId)
      throw new Refusal('filing.own', 'You prepared this accounting, so another trustee verifies and files it.');
    await tx.execute(sql`select still_books(${account.trustId})`);
    const now = await collectFigures(tx, {
      trustCode: account.trustCode,
      from: account.fromOn,
      through: account.throughOn,
    });
    if (!now || fingerprintOf(now.figures) !== account.fingerprint) {
      throw new Refusal(
        'filing.stale',
        'The books of this period changed since it was prepared. Prepare it anew and file that one.',
      );
    }
    await refuseTellingTexts(tx, checkTexts, textsOfAccount(stateAccounting(account.figures)));
    await tx.execute(sql`select file_accounting(${input.reference})`);
    await recordAuditEvent(tx, {
      action: 'accounting.filed',
      recordType: 'accounting',
      recordRef: input.reference,
      trustId: account.trustId,
      facts: { docket: account.docket, through: account.throughOn, fingerprint: account.fingerprint.slice(0, 8) },
    });
    return { reference: input.reference };
  });
}
