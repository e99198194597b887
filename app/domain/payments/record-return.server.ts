import type { Tx } from 'db/client';
import { disbursement } from 'db/schema/disbursements';
import { payment, paymentReturn } from 'db/schema/payments';
import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { Decimal, toText, ZERO } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getDisbursement } from '../disbursements/get-disbursement.server';
import { dayInWords } from '../trusts/legal-day';
import { cashOfPart } from './cash-of-part.server';
import { mayHandlePayment } from './payment-duties.server';
import type { ReturnReason } from './return-reason';

export interface RecordReturnInput {
  key: string;
  /** The request whose payment came back. */
  reference: string;
  reason: ReturnReason;
  /** The day the bank brought it back, in the trust's books. */
  returnedOn: string;
  bankReference: string;
  /** What the bank kept of it; zero if nothing. */
  charge: Decimal;
}

/**
 * Records that the bank sent a payment back: the payment's entry is reversed whole on that day, and what the bank kept is
 * posted as a charge. The request is over; its services may be asked for again.
 * Throws NotFound; Refusal 'return.*', 'payment.duties'; database refusals DI007, DI008, DI011, LE005, LE008.
 */
export async function recordReturn(
  tx: Tx,
  actor: Actor,
  input: RecordReturnInput,
  today: string,
): Promise<{ reference: string; entry: string }> {
  demand(actor, 'payment.record');
  const request = { ...input, charge: toText(input.charge) };
  return once(tx, actor, { key: input.key, action: 'payment.returned', request }, async () => {
    const of = await getDisbursement(tx, input.reference);
    await mayHandlePayment(tx, actor, of, 'Who asks for a payment or decides on it does not record its return');
    const paid = await paymentOf(tx, of.id);
    mayReturn(of.state, paid, input, today);
    await seenBefore(tx, of.trustId, input.bankReference);
    const parts = splitCharge(input.charge, (await cashOfPart(tx, of.subaccountId, 'income')).plus(paid.income));
    const numbered = await tx.execute<{ reference: string }>(
      sql`select next_reference('RT', ${today}::date) as reference`,
    );
    const reference = numbered.rows[0]?.reference as string;
    const result = await tx.execute<{
      entry: string;
    }>(sql`select record_payment_return(${paid.reference}, ${reference}, ${input.reason}, ${input.returnedOn}::date,
      ${input.bankReference}, ${toText(parts.principal)}::numeric, ${toText(parts.income)}::numeric) as entry`);
    const entry = String(result.rows[0]?.entry);
    await recordAuditEvent(tx, {
      action: 'payment.returned',
      recordType: 'payment',
      recordRef: reference,
      trustId: of.trustId,
      beneficiaryId: of.beneficiaryId,
      facts: {
        request: input.reference,
        payment: paid.reference,
        amount: toText(paid.amount),
        currency: of.currency,
        reason: input.reason,
        charge: toText(input.charge),
        bank_reference: input.bankReference,
        entry,
      },
    });
    return { reference, entry };
  });
}

interface Paid {
  reference: string;
  amount: Decimal;
  paidOn: string;
  /** What of it was paid from income. */
  income: Decimal;
}

async function paymentOf(tx: Tx, disbursementId: number): Promise<Paid> {
  const [row] = await tx
    .select({
      reference: payment.reference,
      amount: payment.amount,
      paidOn: payment.paidOn,
      income: sql<string>`(select coalesce(-sum(p.amount), 0) from posting p join account a on a.id = p.account_id
        where p.entry_id = ${payment.entryId} and a.code = 'asset:cash' and p.part = 'income')`,
    })
    .from(payment)
    .innerJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    .where(eq(disbursement.id, disbursementId));
  if (!row) throw new Refusal('return.not-paid', 'This request was not paid, so nothing of it can come back.');
  return { ...row, income: new Decimal(row.income) };
}

function mayReturn(state: string, paid: Paid, input: RecordReturnInput, today: string): void {
  if (state !== 'paid')
    throw new Refusal('return.done', `Payment ${paid.reference} came back already. It comes back once.`);
  if (input.returnedOn > today)
    throw new Refusal('return.in-the-future', 'Enter a date that is today or earlier.', 'returnedOn');
  if (input.returnedOn < paid.paidOn)
    throw new Refusal(
      'return.before-payment',
      `The payment was made on ${dayInWords(paid.paidOn)}. Enter that day or a later one.`,
      'returnedOn',
    );
  if (input.charge.gte(paid.amount))
    throw new Refusal(
      'return.charge',
      `The bank keeps less than the ${toText(paid.amount)} that it sends back. Enter what it kept.`,
      'charge',
    );
}

async function seenBefore(tx: Tx, trustId: number, bankReference: string): Promise<void> {
  const [seen] = await tx
    .select({ reference: paymentReturn.reference })
    .from(paymentReturn)
    .where(and(eq(paymentReturn.trustId, trustId), eq(paymentReturn.bankReference, bankReference)));
  if (seen)
    throw new Refusal(
      'return.seen-before',
      `Bank reference ${bankReference} is on returned payment ${seen.reference} already.`,
      'bankReference',
    );
}

/** An ordinary expense is paid from income (ruling 14); principal pays only what income cash cannot. */
function splitCharge(charge: Decimal, incomeAvailable: Decimal): { principal: Decimal; income: Decimal } {
  const income = Decimal.min(charge, Decimal.max(ZERO, incomeAvailable));
  return { principal: charge.minus(income), income };
}
