import type { Tx } from 'db/client';
import { disbursement, disbursementVersion } from 'db/schema/disbursements';
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { findPlanItems, findPlanRates } from '../care-plans/find-plan-items.server';
import { findReviews } from '../services-delivered/find-reviews.server';
import { findServicesOf } from '../services-delivered/find-services.server';
import { findTrusteesInOffice } from './approval-facts.server';
import { countApprovals } from './count-approvals.server';
import { agreedPriceOf, disbursementChecks } from './disbursement-checks';
import { type DisbursementRecord, getDisbursement, readDisbursement } from './get-disbursement.server';

/** A request with its services and what the system can check of it. Throws NotFound. */
export async function reviewDisbursement(tx: Tx, reference: string, today: string) {
  const request = await getDisbursement(tx, reference);
  const approvals = await countApprovals(tx, request.id);
  const services = await findServicesOf(tx, request.id);
  const servicesUnseen = (await countServices(tx, request.id)) - services.length;
  const reviews = await findReviews(
    tx,
    services.map((service) => service.id),
  );
  const itemIds = [...new Set(services.map((service) => service.planItemId))];
  const items = (await findPlanItems(tx, [request.beneficiaryId])).filter((item) => itemIds.includes(item.id));
  const rates = await findPlanRates(tx, itemIds);
  const officers = await findTrusteesInOffice(tx, request.trustId, request.beneficiaryId);
  const priced = services.map((service) => {
    const rate = rates.find((item) => item.planItemId === service.planItemId);
    return { quantity: service.quantity, unitPrice: rate?.unitPrice ?? null, currency: rate?.currency ?? null };
  });
  const ownHold = request.state === 'approved' ? request.amount : null;
  const available = request.posted.minus(request.held).plus(ownHold ?? 0);
  const checks = disbursementChecks({
    amount: request.amount,
    available,
    agreedPrice: agreedPriceOf(priced, request.currency),
    planItems: items,
    services: services.map((service) => ({
      reference: service.reference,
      attended: service.attendance === 'attended',
      sentBack: reviews.some((review) => review.serviceId === service.id && review.decision === 'sent_back'),
      occurredOn: service.occurredOn,
    })),
    servicesUnseen,
    providerCode: request.providerCode,
    providerPayableUntil: request.providerPayableUntil,
    today,
    invoice: request.invoice,
    invoiceSeenBefore: await invoiceSeenBefore(tx, request),
    trusteesWhoServed: officers.filter((officer) => services.some((service) => service.loggedBy === officer.personId))
      .length,
  });
  return { request, services, servicesUnseen, reviews, planItems: items, checks, available, officers, approvals };
}

/** Of all that the request pays for, also of a child whose records are hidden from the reader. */
async function countServices(tx: Tx, disbursementId: number): Promise<number> {
  const { rows } = await tx.execute<{ services: number }>(
    sql`select sec.services_asked(${disbursementId}) as services`,
  );
  return rows[0]?.services ?? 0;
}

/** The same for the page of the one request: that it was read is audited. Throws NotFound. */
export async function readReview(tx: Tx, reference: string, today: string) {
  await readDisbursement(tx, reference);
  return reviewDisbursement(tx, reference, today);
}

async function invoiceSeenBefore(tx: Tx, request: DisbursementRecord): Promise<boolean> {
  const [other] = await tx
    .select({ id: disbursement.id })
    .from(disbursement)
    .innerJoin(disbursementVersion, eq(disbursementVersion.disbursementId, disbursement.id))
    .where(
      and(
        ne(disbursement.id, request.id),
        eq(disbursement.providerId, request.providerId),
        eq(disbursementVersion.invoice, request.invoice),
        or(inArray(disbursement.state, ['submitted', 'changes_asked', 'approved', 'paid'])),
      ),
    )
    .limit(1);
  return other !== undefined;
}
