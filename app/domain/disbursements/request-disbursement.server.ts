import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { disbursement, disbursementLine, disbursementVersion } from 'db/schema/disbursements';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { findPlanItems } from '../care-plans/find-plan-items.server';
import { findUnpaidServices } from '../services-delivered/find-services.server';
import { quantityWords, serviceWord } from '../services-delivered/service-words';
import { findSubaccounts, getTrust } from '../trusts/get-trust.server';
import { askApprovalRule } from './approval-facts.server';
import { canonicalRequest } from './disbursement';

export interface RequestDisbursementInput {
  key: string;
  trustCode: string;
  /** References of the services delivered that this pays for. */
  services: string[];
  amount: Decimal;
  invoice: string;
}

/**
 * Asks for a payment of services delivered, in the trust's base currency.
 * Throws NotFound; Refusal 'disbursement.no-services', '.mixed-services', '.above-available', '.nobody-may-decide'.
 */
export async function requestDisbursement(
  tx: Tx,
  actor: Actor,
  input: RequestDisbursementInput,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'disbursement.request');
  return once(
    tx,
    actor,
    { key: input.key, action: 'disbursement.requested', request: { ...input, amount: toText(input.amount) } },
    async () => {
      const trust = await getTrust(tx, input.trustCode);
      const services = await chooseServices(tx, trust.id, input.services);
      const [first] = services;
      if (!first) throw new Refusal('disbursement.no-services', 'Choose at least one service to pay for.', 'services');
      const subaccount = (await findSubaccounts(tx, trust.id)).find(
        (item) => item.beneficiaryId === first.beneficiaryId,
      );
      if (!subaccount)
        throw new Refusal('disbursement.no-services', 'Choose services of a beneficiary of this trust.', 'services');
      const available = subaccount.posted.minus(subaccount.held);
      if (input.amount.gt(available)) {
        throw new Refusal(
          'disbursement.above-available',
          `${formatAmount(toText(available))} is available for ${first.beneficiaryCode}; this asks for ${formatAmount(toText(input.amount))}. Ask for less, or wait for a receipt.`,
          'amount',
        );
      }
      const rule = await askApprovalRule(
        tx,
        {
          trustId: trust.id,
          beneficiaryId: first.beneficiaryId,
          providerId: first.providerId,
          amount: input.amount,
          withinPlan: await withinPlan(tx, services),
          requesterId: actor.personId,
          disbursementId: null,
        },
        today,
      );
      if (!rule.possible) throw new Refusal('disbursement.nobody-may-decide', rule.reason);
      const reference = (
        await tx.execute<{ reference: string }>(sql`select next_reference('D', ${today}::date) as reference`)
      ).rows[0]?.reference as string;
      const units = services.reduce((total, service) => total + service.quantity, 0);
      const request = {
        reference,
        version: 1,
        trust: trust.code,
        beneficiary: first.beneficiaryCode,
        provider: first.providerCode,
        amount: toText(input.amount),
        currency: trust.baseCurrency,
        category: first.service,
        invoice: input.invoice,
        purpose: `${serviceWord(first.service)}, ${quantityWords(units, first.unit)}, invoice ${input.invoice}`,
        services: services.map((service) => service.reference),
      };
      const [row] = await tx
        .insert(disbursement)
        .values({
          reference,
          trustId: trust.id,
          subaccountId: subaccount.id,
          beneficiaryId: first.beneficiaryId,
          providerId: first.providerId,
          requestedBy: actor.personId,
        })
        .returning({ id: disbursement.id });
      const disbursementId = row?.id as number;
      await tx
        .insert(disbursementLine)
        .values(services.map((service) => ({ trustId: trust.id, disbursementId, serviceDeliveredId: service.id })));
      await tx.insert(disbursementVersion).values({
        trustId: trust.id,
        disbursementId,
        version: 1,
        amount: input.amount,
        currency: trust.baseCurrency,
        category: request.category,
        purpose: request.purpose,
        invoice: input.invoice,
        requestHash: hashRequest(request),
        requiredApprovals: rule.required,
        ruleKey: rule.rule.key,
        ruleVersion: rule.rule.version,
        ruleReason: rule.reason,
        madeBy: actor.personId,
      });
      await recordAuditEvent(tx, {
        action: 'disbursement.requested',
        recordType: 'disbursement',
        recordRef: reference,
        trustId: trust.id,
        beneficiaryId: first.beneficiaryId,
        facts: {
          version: '1',
          amount: request.amount,
          currency: request.currency,
          provider: request.provider,
          needs: String(rule.required),
        },
      });
      return { reference };
    },
  );
}

export function hashRequest(request: Parameters<typeof canonicalRequest>[0]): string {
  return createHash('sha256').update(canonicalRequest(request)).digest('hex');
}

async function chooseServices(tx: Tx, trustId: number, references: readonly string[]) {
  const open = await findUnpaidServices(tx, trustId);
  const chosen = open.filter((service) => references.includes(service.reference));
  const gone = references.find((reference) => !chosen.some((service) => service.reference === reference));
  if (gone)
    throw new Refusal(
      'disbursement.no-services',
      `${gone} cannot be paid: it is asked for already, was not attended, or is not of this trust.`,
      'services',
    );
  const kinds = new Set(chosen.map((service) => `${service.beneficiaryId} ${service.providerId} ${service.service}`));
  if (kinds.size > 1)
    throw new Refusal(
      'disbursement.mixed-services',
      'A request is for one beneficiary, one provider and one kind of service. Ask for the others apart.',
      'services',
    );
  return chosen;
}

async function withinPlan(tx: Tx, services: Awaited<ReturnType<typeof chooseServices>>): Promise<boolean> {
  const items = await findPlanItems(tx, [...new Set(services.map((service) => service.beneficiaryId))]);
  return services.every((service) => {
    const item = items.find((candidate) => candidate.id === service.planItemId);
    return item !== undefined && item.given <= item.planned && service.occurredOn <= item.until;
  });
}
