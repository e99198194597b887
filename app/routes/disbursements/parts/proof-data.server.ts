import { findPayment, findReturn } from '~/domain/disbursements/get-disbursement.server';
import type { reviewDisbursement } from '~/domain/disbursements/review-disbursement.server';
import { reasonWords } from '~/domain/payments/return-reason';
import { quantityWords } from '~/domain/services-delivered/service-words';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';
import { dayWords, shortDayWords } from '~/ui/day-words';

type Review = Awaited<ReturnType<typeof reviewDisbursement>>;

/** What a request rests on, in words: the plan, the services delivered, the payment, and its return by the bank. */
export async function proofOf(tx: Tx, { request, services, planItems: [item] }: Review) {
  const payment = await findPayment(tx, request.id);
  return {
    plan: item
      ? {
          title: `Plan ${item.planVersion}`,
          detail: `${quantityWords(item.planned, item.unit)} planned, ${item.given} given.`,
        }
      : null,
    services: services.map((service) => ({ reference: service.reference, on: service.occurredOn })),
    span: spanOf(services),
    payment: payment && {
      reference: payment.reference,
      bank: payment.bankReference,
      paidOn: dayWords(payment.paidOn),
      entry: payment.entryId,
      by: payment.recordedByName,
    },
    returned: await returnOf(tx, request.id),
  };
}

async function returnOf(tx: Tx, disbursementId: number) {
  const back = await findReturn(tx, disbursementId);
  return (
    back && {
      reference: back.reference,
      reason: reasonWords(back.reason),
      on: dayWords(back.returnedOn),
      bank: back.bankReference,
      amount: toText(back.amount),
      charge: toText(back.charge),
      entry: back.entryId,
      chargeEntry: back.chargeEntryId,
      by: back.recordedByName,
    }
  );
}

/** From the first service to the last. */
export function spanOf(services: Review['services']): string {
  const [from, to] = [services[0]?.occurredOn, services.at(-1)?.occurredOn];
  if (!from || !to) return 'no services';
  return from === to ? dayWords(from) : `${shortDayWords(from)} to ${dayWords(to)}`;
}
