import { findPayment, findReturn } from '~/domain/disbursements/get-disbursement.server';
import type { reviewDisbursement } from '~/domain/disbursements/review-disbursement.server';
import { reasonWords } from '~/domain/payments/return-reason';
import { quantityWords } from '~/domain/services-delivered/service-words';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';
import { dayWords, shortDayWords } from '~/ui/day-words';

type Review = Awaited<ReturnType<typeof reviewDisbursement>>;

type InWorld = (recorded: Date) => Date;

/** A supervisor's confirmation is one fact more, and no condition of a payment. */
function lookedWords(review: Review['reviews'][number] | undefined, inWorld: InWorld): string {
  if (!review) return 'Not looked at by a supervisor';
  const on = dayWords(booksDay(inWorld(review.at)));
  return review.decision === 'confirmed'
    ? `Confirmed by the supervisor on ${on}`
    : `Sent back by the supervisor on ${on}`;
}

/** Of all services together: how many of them a supervisor confirmed. */
function allLooked(services: Review['services'], reviews: Review['reviews']): string {
  const confirmed = reviews.filter((review) => review.decision === 'confirmed').length;
  const back = reviews.length - confirmed;
  if (back > 0) return back === 1 ? '1 sent back by a supervisor' : `${back} sent back by a supervisor`;
  if (confirmed === 0) return 'Not looked at by a supervisor';
  return confirmed === services.length ? 'Confirmed by the supervisor' : `${confirmed} confirmed by the supervisor`;
}

/** What a request rests on, in words: the plan, the services delivered, the payment, and its return by the bank. */
export async function proofOf(tx: Tx, { request, services, reviews, planItems: [item] }: Review, inWorld: InWorld) {
  const payment = await findPayment(tx, request.id);
  return {
    plan: item
      ? {
          title: `Plan ${item.planVersion}`,
          detail: `${quantityWords(item.planned, item.unit)} planned, ${item.given} given.`,
        }
      : null,
    services: services.map((service) => ({
      reference: service.reference,
      on: service.occurredOn,
      looked: lookedWords(
        reviews.find((review) => review.serviceId === service.id),
        inWorld,
      ),
    })),
    looked: allLooked(services, reviews),
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
