import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { sentenceOf } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { mustBeAskedAgain } from './count-approvals.server';
import type { DisbursementRecord } from './get-disbursement.server';
import { reviewDisbursement } from './review-disbursement.server';
import { writeVersion } from './write-version.server';

interface Revision {
  key: string;
  reference: string;
  amount: Decimal;
  invoice: string;
}

/**
 * Changes the amount or invoice of a request that is not approved yet: a new version, for which earlier decisions do
 * not count. One whose approvals no longer count is asked for again in the same way, changed or not. Throws NotFound; Refusal 'revision.not-yours', '.closed', '.nothing-changed', '.unseen', 'disbursement.above-available'.
 */
export async function reviseDisbursement(
  tx: Tx,
  actor: Actor,
  input: Revision,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'disbursement.request');
  const asked = { ...input, amount: toText(input.amount) };
  return once(tx, actor, { key: input.key, action: 'disbursement.revised', request: asked }, async () => {
    const review = await reviewDisbursement(tx, input.reference, today);
    const { request } = review;
    mayRevise(actor, request, input, mustBeAskedAgain(request.state, review.approvals));
    if (review.servicesUnseen > 0) throw new Refusal('revision.unseen', sentenceOf('DI015'));
    const begun = await tx.execute<{ version: number }>(sql`select begin_revision(${input.reference}) as version`);
    const version = Number(begun.rows[0]?.version);
    const canonical = {
      reference: request.reference,
      version,
      trust: request.trustCode,
      beneficiary: request.beneficiaryCode,
      provider: request.providerCode,
      amount: asked.amount,
      currency: request.currency,
      category: request.category,
      purpose: request.purpose.replace(/invoice .*$/, `invoice ${input.invoice}`),
      invoice: input.invoice,
      services: review.services.map((service) => service.reference),
    };
    const withinPlan = review.checks.find((check) => check.rule === 'PL-2')?.outcome === 'passed';
    const { trustId, beneficiaryId, providerId, id: disbursementId } = request;
    const draft = {
      request: canonical,
      amount: input.amount,
      available: review.available,
      withinPlan,
      trustId,
      beneficiaryId,
      providerId,
      disbursementId,
    };
    await writeVersion(tx, actor, draft, today);
    await recordAuditEvent(tx, {
      action: 'disbursement.revised',
      recordType: 'disbursement',
      recordRef: request.reference,
      trustId,
      beneficiaryId,
      facts: {
        version: String(version),
        amount_before: toText(request.amount),
        amount: canonical.amount,
        invoice: input.invoice,
      },
    });
    return { reference: request.reference };
  });
}

function mayRevise(actor: Actor, request: DisbursementRecord, input: Revision, askedAgain: boolean): void {
  if (request.requestedBy !== actor.personId) {
    throw new Refusal('revision.not-yours', `Only ${request.requestedByName}, who asked, may change this request.`);
  }
  if (askedAgain) return;
  if (request.state !== 'submitted' && request.state !== 'changes_asked') {
    throw new Refusal(
      'revision.closed',
      'This request is decided. Ask for a new one, or have an approval withdrawn first.',
    );
  }
  if (input.amount.eq(request.amount) && input.invoice === request.invoice) {
    throw new Refusal(
      'revision.nothing-changed',
      'Nothing is changed. Change the amount or the invoice, or go back.',
      'amount',
    );
  }
}
