import type { Tx } from 'db/client';
import { payment } from 'db/schema/payments';
import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { Decimal, toText, ZERO } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { STATE_WORDS } from '../disbursements/approve-disbursement.server';
import { type DisbursementRecord, getDisbursement } from '../disbursements/get-disbursement.server';
import { dayInWords } from '../trusts/legal-day';
import { cashOfPart } from './cash-of-part.server';
import { mayHandlePayment } from './payment-duties.server';

export interface PayDisbursementInput {
  key: string;
  reference: string;
  /** The day the bank took it, in the trust's books. */
  paidOn: string;
  bankReference: string;
}

/**
 * Records that the bank paid an approved request, and posts it: cash basis, so the entry bears the day of the payment.
 * Throws NotFound; Refusal 'payment.*'; database refusals DI005, DI007, LE005, LE008.
 */
export async function payDisbursement(
  tx: Tx,
  actor: Actor,
  input: PayDisbursementInput,
  today: string,
): Promise<{ reference: string; entry: string }> {
  demand(actor, 'payment.record');
  return once(tx, actor, { key: input.key, action: 'payment.recorded', request: input }, async () => {
    const request = await getDisbursement(tx, input.reference);
    await mayPay(tx, actor, request, input, today);
    const parts = splitParts(request.amount, await cashOfPart(tx, request.subaccountId, 'principal'));
    const numbered = await tx.execute<{ reference: string }>(
      sql`select next_reference('P', ${today}::date) as reference`,
    );
    const reference = numbered.rows[0]?.reference as string;
    const result = await tx.execute<{
      entry: string;
    }>(sql`select record_payment(${input.reference}, ${reference}, ${input.paidOn}::date, ${input.bankReference},
      ${toText(parts.principal)}::numeric, ${toText(parts.income)}::numeric) as entry`);
    const entry = String(result.rows[0]?.entry);
    await recordAuditEvent(tx, {
      action: 'payment.recorded',
      recordType: 'payment',
      recordRef: reference,
      trustId: request.trustId,
      beneficiaryId: request.beneficiaryId,
      facts: {
        request: input.reference,
        amount: toText(request.amount),
        currency: request.currency,
        bank_reference: input.bankReference,
        entry,
      },
    });
    return { reference, entry };
  });
}

async function mayPay(
  tx: Tx,
  actor: Actor,
  request: DisbursementRecord,
  input: PayDisbursementInput,
  today: string,
): Promise<void> {
  if (request.state !== 'approved')
    throw new Refusal(
      'payment.not-approved',
      `This request is ${STATE_WORDS[request.state]}. Only an approved request is paid.`,
    );
  await mayHandlePayment(tx, actor, request);
  if (input.paidOn > today)
    throw new Refusal('payment.in-the-future', 'Enter a date that is today or earlier.', 'paidOn');
  if (request.providerPayableUntil < input.paidOn) {
    throw new Refusal(
      'payment.provider',
      `${request.providerCode} cannot be paid: its vetting ended ${dayInWords(request.providerPayableUntil)}.`,
    );
  }
  const [seen] = await tx
    .select({ reference: payment.reference })
    .from(payment)
    .where(and(eq(payment.trustId, request.trustId), eq(payment.bankReference, input.bankReference)));
  if (seen)
    throw new Refusal(
      'payment.seen-before',
      `Bank reference ${input.bankReference} is on payment ${seen.reference} already.`,
      'bankReference',
    );
}

/** Care is paid from principal; income pays only what principal cash cannot (policy IN-2, ruling 14). */
function splitParts(total: Decimal, principalAvailable: Decimal): { principal: Decimal; income: Decimal } {
  const principal = Decimal.min(total, Decimal.max(ZERO, principalAvailable));
  return { principal, income: total.minus(principal) };
}
