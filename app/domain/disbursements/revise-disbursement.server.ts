import type { Tx } from 'db/client';
import { disbursementVersion } from 'db/schema/disbursements';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { askApprovalRule } from './approval-facts.server';
import { hashRequest } from './request-disbursement.server';
import { reviewDisbursement } from './review-disbursement.server';

/**
 * Changes the amount or invoice of a request that is not approved yet: a new version, for which earlier decisions do
 * not count. Throws NotFound; Refusal 'revision.not-yours', '.closed', '.nothing-changed', 'disbursement.above-available'.
 */
export async function reviseDisbursement(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; amount: Decimal; invoice: string },
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'disbursement.request');
  return once(
    tx,
    actor,
    { key: input.key, action: 'disbursement.revised', request: { ...input, amount: toText(input.amount) } },
    async () => {
      const { request, services, checks, available } = await reviewDisbursement(tx, input.reference, today);
      if (request.requestedBy !== actor.personId)
        throw new Refusal('revision.not-yours', `Only ${request.requestedByName}, who asked, may change this request.`);
      if (request.state !== 'submitted' && request.state !== 'changes_asked') {
        throw new Refusal(
          'revision.closed',
          'This request is decided. Ask for a new one, or have an approval withdrawn first.',
        );
      }
      if (input.amount.eq(request.amount) && input.invoice === request.invoice)
        throw new Refusal(
          'revision.nothing-changed',
          'Nothing is changed. Change the amount or the invoice, or go back.',
          'amount',
        );
      if (input.amount.gt(available))
        throw new Refusal(
          'disbursement.above-available',
          `${formatAmount(toText(available))} is available; this asks for ${formatAmount(toText(input.amount))}.`,
          'amount',
        );
      const withinPlan = checks.find((check) => check.rule === 'PL-2')?.outcome === 'passed';
      const rule = await askApprovalRule(
        tx,
        {
          trustId: request.trustId,
          beneficiaryId: request.beneficiaryId,
          providerId: request.providerId,
          amount: input.amount,
          withinPlan,
          requesterId: actor.personId,
          disbursementId: request.id,
        },
        today,
      );
      if (!rule.possible) throw new Refusal('disbursement.nobody-may-decide', rule.reason);
      const begun = await tx.execute<{ version: number }>(sql`select begin_revision(${input.reference}) as version`);
      const version = Number(begun.rows[0]?.version);
      const purpose = request.purpose.replace(/invoice .*$/, `invoice ${input.invoice}`);
      const canonical = {
        reference: request.reference,
        version,
        trust: request.trustCode,
        beneficiary: request.beneficiaryCode,
        provider: request.providerCode,
        amount: toText(input.amount),
        currency: request.currency,
        category: request.category,
        purpose,
        invoice: input.invoice,
        services: services.map((service) => service.reference),
      };
      await tx.insert(disbursementVersion).values({
        trustId: request.trustId,
        disbursementId: request.id,
        version,
        amount: input.amount,
        currency: request.currency,
        category: request.category,
        purpose,
        invoice: input.invoice,
        requestHash: hashRequest(canonical),
        requiredApprovals: rule.required,
        ruleKey: rule.rule.key,
        ruleVersion: rule.rule.version,
        ruleReason: rule.reason,
        madeBy: actor.personId,
      });
      await recordAuditEvent(tx, {
        action: 'disbursement.revised',
        recordType: 'disbursement',
        recordRef: request.reference,
        trustId: request.trustId,
        beneficiaryId: request.beneficiaryId,
        facts: {
          version: String(version),
          amount_before: toText(request.amount),
          amount: canonical.amount,
          invoice: input.invoice,
        },
      });
      return { reference: request.reference };
    },
  );
}
