import type { Tx } from 'db/client';
import { courtCase, defendant, restitutionOrder } from 'db/schema/awards';
import { receipt } from 'db/schema/receipts';
import { and, asc, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { dayInWords } from '../trusts/legal-day';

export interface RecordReceiptInput {
  key: string;
  defendantId: number;
  clerkReference: string;
  paidOn: string;
  amount: Decimal;
  component: 'principal' | 'interest';
}

/**
 * Records what a clerk of court sent, as a draft: nothing is posted until its shares are read and posted.
 * Throws Refusal 'receipt.unknown-defendant', 'receipt.seen-before', 'receipt.in-the-future',
 * 'receipt.no-order', 'receipt.before-order'.
 */
export async function recordReceipt(
  tx: Tx,
  actor: Actor,
  input: RecordReceiptInput,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'receipt.record');
  if (input.paidOn > today)
    throw new Refusal('receipt.in-the-future', 'Enter a date that is today or earlier.', 'paidOn');
  return once(
    tx,
    actor,
    { key: input.key, action: 'receipt.recorded', request: { ...input, amount: toText(input.amount) } },
    async () => {
      const match = await matchCase(tx, input);
      await refuseRepeat(tx, match.caseId, input.clerkReference);
      const numbered = await tx.execute<{ reference: string }>(
        sql`select next_reference('R', ${today}::date) as reference`,
      );
      const reference = numbered.rows[0]?.reference as string;
      await tx.insert(receipt).values({
        reference,
        caseId: match.caseId,
        defendantId: input.defendantId,
        clerkReference: input.clerkReference,
        paidOn: input.paidOn,
        amount: input.amount,
        component: input.component,
        recordedBy: actor.personId,
      });
      await recordAuditEvent(tx, {
        action: 'receipt.recorded',
        recordType: 'receipt',
        recordRef: reference,
        facts: { clerk_reference: input.clerkReference, amount: toText(input.amount), case: match.shortName },
      });
      return { reference };
    },
  );
}

/** The case a remittance belongs to, by the defendant the clerk names, where there is an order to share it by. */
async function matchCase(tx: Tx, input: RecordReceiptInput): Promise<{ caseId: number; shortName: string }> {
  const [match] = await tx
    .select({ caseId: defendant.caseId, shortName: courtCase.shortName, sequence: defendant.sequence })
    .from(defendant)
    .innerJoin(courtCase, eq(courtCase.id, defendant.caseId))
    .where(eq(defendant.id, input.defendantId));
  if (!match)
    throw new Refusal(
      'receipt.unknown-defendant',
      'Choose the case and defendant that the clerk names.',
      'defendantId',
    );
  const [order] = await tx
    .select({ enteredOn: restitutionOrder.enteredOn })
    .from(restitutionOrder)
    .where(eq(restitutionOrder.caseId, match.caseId))
    .orderBy(asc(restitutionOrder.version))
    .limit(1);
  if (!order)
    throw new Refusal('receipt.no-order', 'This case has no restitution order here. Ask the clerk.', 'defendantId');
  if (input.paidOn < order.enteredOn) {
    throw new Refusal(
      'receipt.before-order',
      `This day is before the order was entered (${dayInWords(order.enteredOn)}). Check the date.`,
      'paidOn',
    );
  }
  return match;
}

/** A clerk's reference comes once in a case: the second is the same cheque again. */
async function refuseRepeat(tx: Tx, caseId: number, clerkReference: string): Promise<void> {
  const [seen] = await tx
    .select({ reference: receipt.reference, paidOn: receipt.paidOn })
    .from(receipt)
    .where(and(eq(receipt.caseId, caseId), eq(receipt.clerkReference, clerkReference)));
  if (seen) {
    throw new Refusal(
      'receipt.seen-before',
      `Reference ${clerkReference} was recorded already, paid on ${dayInWords(seen.paidOn)} (receipt ${seen.reference}). Open that one.`,
      'clerkReference',
    );
  }
}
