import type { Tx } from 'db/client';
import { payment } from 'db/schema/payments';
import { payoutAccount } from 'db/schema/payout-accounts';
import { eq } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { toText } from '~/money/amount';
import { takeCopy } from '../audit/take-copy.server';
import { providerCodes } from '../beneficiaries/provider-codes.server';
import { getDisbursement } from '../disbursements/get-disbursement.server';
import { findServicesOf } from '../services-delivered/find-services.server';
import { quantityWords, serviceWord } from '../services-delivered/service-words';
import { dayInWords } from '../trusts/legal-day';
import type { PaymentAdvice } from './payment-advice';

/**
 * What the provider of a paid request is told: a copy with a number, in the trail before it is handed out.
 * Throws NotFound; Refusal 'advice.not-paid'; database refusals EX001, SI002.
 */
export async function takePaymentAdvice(
  tx: Tx,
  actor: Actor,
  reference: string,
): Promise<{ advice: PaymentAdvice; number: string }> {
  demand(actor, 'payment.export');
  const request = await getDisbursement(tx, reference);
  const [paid] = await tx
    .select({
      reference: payment.reference,
      paidOn: payment.paidOn,
      bankReference: payment.bankReference,
      ending: payoutAccount.ending,
    })
    .from(payment)
    .leftJoin(payoutAccount, eq(payoutAccount.id, payment.payoutAccountId))
    .where(eq(payment.disbursementId, request.id));
  const codes = await providerCodes(tx, [request]);
  const child = codes.get(`${request.beneficiaryId} ${request.providerId}`);
  if (!paid || request.state !== 'paid' || !child)
    throw new Refusal('advice.not-paid', 'A provider is advised of a request that was paid.');
  const services = await findServicesOf(tx, request.id);
  const number = await takeCopy(tx, {
    action: 'payment.advised',
    recordType: 'payment',
    recordRef: paid.reference,
    trustId: request.trustId,
    beneficiaryId: request.beneficiaryId,
    facts: { provider: request.providerCode },
  });
  return {
    number,
    advice: {
      reference: paid.reference,
      provider: request.providerCode,
      accountEnding: paid.ending,
      paidOn: dayInWords(paid.paidOn),
      bankReference: paid.bankReference,
      amount: toText(request.amount),
      currency: request.currency,
      invoice: request.invoice,
      child,
      services: services.map(({ occurredOn, quantity, unit, service }) => ({
        day: dayInWords(occurredOn),
        what: `${serviceWord(service)}, ${quantityWords(quantity, unit)}`,
      })),
    },
  };
}
