import type { Tx } from 'db/client';
import { disbursement, disbursementLine } from 'db/schema/disbursements';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { findPlanItems } from '../care-plans/find-plan-items.server';
import { findSentBackAmong, findUnpaidServices } from '../services-delivered/find-services.server';
import { quantityWords, serviceWord } from '../services-delivered/service-words';
import { findSubaccounts, getTrust, type TrustRecord } from '../trusts/get-trust.server';
import type { CanonicalRequest } from './disbursement';
import { writeVersion } from './write-version.server';

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
 * Throws NotFound; Refusal 'disbursement.no-services', '.service-sent-back', '.mixed-services', '.above-available', '.nobody-may-decide'.
 */
export async function requestDisbursement(
  tx: Tx,
  actor: Actor,
  input: RequestDisbursementInput,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'disbursement.request');
  const request = { ...input, amount: toText(input.amount) };
  return once(tx, actor, { key: input.key, action: 'disbursement.requested', request }, async () => {
    const trust = await getTrust(tx, input.trustCode);
    const services = await chooseServices(tx, trust.id, input.services);
    return ask(tx, actor, { trust, services, input }, today);
  });
}

type Services = Awaited<ReturnType<typeof findUnpaidServices>>;

async function ask(
  tx: Tx,
  actor: Actor,
  { trust, services, input }: { trust: TrustRecord; services: Services; input: RequestDisbursementInput },
  today: string,
): Promise<{ reference: string }> {
  const [first] = services;
  if (!first) throw new Refusal('disbursement.no-services', 'Choose at least one service to pay for.', 'services');
  const { beneficiaryId, providerId } = first;
  const subaccount = (await findSubaccounts(tx, trust.id)).find((item) => item.beneficiaryId === beneficiaryId);
  if (!subaccount)
    throw new Error(`a service of ${first.beneficiaryCode} was found for a trust without its sub-account`);
  const withinPlan = await isWithinPlan(tx, services);
  const reference = await nextReference(tx, today);
  const [row] = await tx
    .insert(disbursement)
    .values({
      reference,
      trustId: trust.id,
      subaccountId: subaccount.id,
      beneficiaryId,
      providerId,
      requestedBy: actor.personId,
    })
    .returning({ id: disbursement.id });
  const disbursementId = row?.id as number;
  const request = canonicalOf(reference, trust, services, input);
  const available = subaccount.posted.minus(subaccount.held);
  const draft = {
    request,
    amount: input.amount,
    available,
    withinPlan,
    trustId: trust.id,
    beneficiaryId,
    providerId,
    disbursementId,
  };
  const { required } = await writeVersion(tx, actor, draft, today);
  await tx
    .insert(disbursementLine)
    .values(services.map((service) => ({ trustId: trust.id, disbursementId, serviceDeliveredId: service.id })));
  await recordAuditEvent(tx, {
    action: 'disbursement.requested',
    recordType: 'disbursement',
    recordRef: reference,
    trustId: trust.id,
    beneficiaryId,
    facts: {
      version: '1',
      amount: request.amount,
      currency: request.currency,
      provider: request.provider,
      needs: String(required),
    },
  });
  return { reference };
}

function canonicalOf(
  reference: string,
  trust: TrustRecord,
  services: Services,
  input: RequestDisbursementInput,
): CanonicalRequest {
  const [first] = services;
  if (!first) throw new Error('a request is for at least one service');
  const units = services.reduce((total, service) => total + service.quantity, 0);
  return {
    reference,
    version: 1,
    trust: trust.code,
    beneficiary: first.beneficiaryCode,
    provider: first.providerCode,
    amount: toText(input.amount),
    currency: trust.baseCurrency,
    category: first.service,
    purpose: `${serviceWord(first.service)}, ${quantityWords(units, first.unit)}, invoice ${input.invoice}`,
    invoice: input.invoice,
    services: services.map((service) => service.reference),
  };
}

async function nextReference(tx: Tx, today: string): Promise<string> {
  const { rows } = await tx.execute<{ reference: string }>(
    sql`select next_reference('D', ${today}::date) as reference`,
  );
  return rows[0]?.reference as string;
}

async function chooseServices(tx: Tx, trustId: number, references: readonly string[]): Promise<Services> {
  const [sentBack] = await findSentBackAmong(tx, references);
  if (sentBack) {
    throw new Refusal(
      'disbursement.service-sent-back',
      `A supervisor sent ${sentBack} back, so it does not count as given. Ask for its corrected entry.`,
      'services',
    );
  }
  const open = await findUnpaidServices(tx, trustId);
  const chosen = open.filter((service) => references.includes(service.reference));
  const gone = references.find((reference) => !chosen.some((service) => service.reference === reference));
  if (gone) {
    throw new Refusal(
      'disbursement.no-services',
      `${gone} cannot be paid: it is asked for already, was not attended, or is not of this trust.`,
      'services',
    );
  }
  const kinds = new Set(chosen.map((service) => `${service.beneficiaryId} ${service.providerId} ${service.service}`));
  if (kinds.size > 1) {
    throw new Refusal(
      'disbursement.mixed-services',
      'A request is for one beneficiary, one provider and one kind of service. Ask for the others apart.',
      'services',
    );
  }
  return chosen;
}

async function isWithinPlan(tx: Tx, services: Services): Promise<boolean> {
  const items = await findPlanItems(tx, [...new Set(services.map((service) => service.beneficiaryId))]);
  return services.every((service) => {
    const item = items.find((candidate) => candidate.id === service.planItemId);
    return item !== undefined && item.given <= item.planned && service.occurredOn <= item.until;
  });
}
