import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { accountingFiling } from 'db/schema/accountings';
import { award } from 'db/schema/awards';
import { chainLink } from 'db/schema/chain';
import { disbursement } from 'db/schema/disbursements';
import { account, hold, journalEntry, posting } from 'db/schema/ledger';
import { payment, paymentReturn } from 'db/schema/payments';
import { allocation, receipt } from 'db/schema/receipts';
import { trust } from 'db/schema/trusts';
import { and, asc, eq, gte, isNotNull, like, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';

const reversal = alias(journalEntry, 'reversal');
const sentBack = alias(payment, 'sent_back');
const requestSentBack = alias(disbursement, 'request_sent_back');

/**
 * An entry by its number, with its postings in the order they were made, and what it came from as far as the actor may
 * see that. Throws NotFound for an unknown number and for one out of the actor's scope alike.
 */
export async function getEntry(tx: Tx, id: number) {
  const [entry] = await tx
    .select({
      id: journalEntry.id,
      trustId: journalEntry.trustId,
      trustCode: trust.code,
      currency: trust.baseCurrency,
      homeZone: trust.homeZone,
      kind: journalEntry.kind,
      occurredOn: journalEntry.occurredOn,
      concernsOn: journalEntry.concernsOn,
      recordedAt: journalEntry.recordedAt,
      recordedBy: person.name,
      description: journalEntry.description,
      party: journalEntry.party,
      category: journalEntry.category,
      reference: journalEntry.reference,
      sourceType: journalEntry.sourceType,
      sourceRef: journalEntry.sourceRef,
      reverses: journalEntry.reversesId,
      reversedBy: reversal.id,
      payment: payment.reference,
      bankReference: payment.bankReference,
      request: disbursement.reference,
      /** The returned payment whose reversal or charge this is, and the request that it had paid. */
      returned: paymentReturn.reference,
      returnedRequest: requestSentBack.reference,
      chargeOf: sql<
        string | null
      >`case when ${paymentReturn.chargeEntryId} = ${journalEntry.id} then ${paymentReturn.reference} end`,
      receipt: receipt.reference,
      award: award.reference,
      /** Its place in the trust's chain and the link there, in hexadecimal; null until it is linked, and for a court. */
      place: chainLink.place,
      link: sql<string | null>`encode(${chainLink.hash}, 'hex')`,
    })
    .from(journalEntry)
    .innerJoin(trust, eq(trust.id, journalEntry.trustId))
    .leftJoin(person, eq(person.id, journalEntry.recordedBy))
    .leftJoin(reversal, eq(reversal.reversesId, journalEntry.id))
    .leftJoin(payment, eq(payment.entryId, journalEntry.id))
    .leftJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    .leftJoin(
      paymentReturn,
      or(eq(paymentReturn.entryId, journalEntry.id), eq(paymentReturn.chargeEntryId, journalEntry.id)),
    )
    .leftJoin(sentBack, eq(sentBack.id, paymentReturn.paymentId))
    .leftJoin(requestSentBack, eq(requestSentBack.id, sentBack.disbursementId))
    .leftJoin(allocation, eq(allocation.entryId, journalEntry.id))
    .leftJoin(receipt, eq(receipt.id, allocation.receiptId))
    .leftJoin(award, eq(award.id, allocation.awardId))
    .leftJoin(chainLink, eq(chainLink.entryId, journalEntry.id))
    .where(eq(journalEntry.id, id))
    .limit(1);
  if (!entry) throw new NotFound();
  const postings = await tx
    .select({
      account: account.code,
      kind: account.kind,
      part: posting.part,
      amount: posting.amount,
      units: posting.units,
    })
    .from(posting)
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(eq(posting.entryId, id))
    .orderBy(asc(posting.line));
  return { ...entry, postings, hold: await holdOf(tx, entry), accountedThrough: await accountedThrough(tx, entry) };
}

/** The last day of the filed accounting that an entry's day lies in; null where none is filed. */
async function accountedThrough(tx: Tx, entry: { trustId: number; occurredOn: string }): Promise<string | null> {
  const [filed] = await tx
    .select({ through: accountingFiling.throughOn })
    .from(accountingFiling)
    .where(
      and(
        eq(accountingFiling.trustId, entry.trustId),
        lte(accountingFiling.fromOn, entry.occurredOn),
        gte(accountingFiling.throughOn, entry.occurredOn),
      ),
    )
    .limit(1);
  return filed?.through ?? null;
}

/** The hold that a payment settled, or that a small share waits under; null where neither is so. */
async function holdOf(tx: Tx, entry: { request: string | null; receipt: string | null; award: string | null }) {
  const [row] = await tx
    .select({ amount: hold.amount, reason: hold.reason, ending: hold.ending })
    .from(hold)
    .where(
      or(
        entry.request
          ? and(eq(hold.reason, 'payment'), like(hold.sourceRef, `${entry.request} v%`), isNotNull(hold.settled))
          : undefined,
        entry.receipt
          ? and(eq(hold.reason, 'below_threshold'), eq(hold.sourceRef, `${entry.award} ${entry.receipt}`))
          : undefined,
        sql`false`,
      ),
    )
    .limit(1);
  return row ?? null;
}

/** The same for who opens it: that it was read is audited. Throws NotFound. */
export async function readEntry(tx: Tx, id: number) {
  const entry = await getEntry(tx, id);
  await recordReadings(tx, 'entry.read', oneRecord(id, entry.trustId));
  return entry;
}
