import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { accountingFiling } from 'db/schema/accountings';
import { disbursement } from 'db/schema/disbursements';
import { account, journalEntry, posting } from 'db/schema/ledger';
import { payment } from 'db/schema/payments';
import { allocation, receipt } from 'db/schema/receipts';
import { trust } from 'db/schema/trusts';
import { and, asc, eq, gte, lte } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';

const reversal = alias(journalEntry, 'reversal');

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
      recordedAt: journalEntry.recordedAt,
      recordedBy: person.name,
      description: journalEntry.description,
      party: journalEntry.party,
      category: journalEntry.category,
      reference: journalEntry.reference,
      sourceType: journalEntry.sourceType,
      reverses: journalEntry.reversesId,
      reversedBy: reversal.id,
      payment: payment.reference,
      bankReference: payment.bankReference,
      request: disbursement.reference,
      receipt: receipt.reference,
    })
    .from(journalEntry)
    .innerJoin(trust, eq(trust.id, journalEntry.trustId))
    .leftJoin(person, eq(person.id, journalEntry.recordedBy))
    .leftJoin(reversal, eq(reversal.reversesId, journalEntry.id))
    .leftJoin(payment, eq(payment.entryId, journalEntry.id))
    .leftJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    .leftJoin(allocation, eq(allocation.entryId, journalEntry.id))
    .leftJoin(receipt, eq(receipt.id, allocation.receiptId))
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
  return { ...entry, postings, accountedThrough: filed?.through ?? null };
}
