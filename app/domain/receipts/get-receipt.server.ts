import type { Tx } from 'db/client';
import { award, courtCase, defendant, restitutionOrder } from 'db/schema/awards';
import { beneficiary } from 'db/schema/beneficiaries';
import { allocation, receipt } from 'db/schema/receipts';
import { trust } from 'db/schema/trusts';
import { asc, desc, eq, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import type { Decimal } from '~/money/amount';
import { byCode, oneRecord, recordReadings } from '../audit/record-readings.server';

export interface ReceiptRecord {
  id: number;
  reference: string;
  caseId: number;
  defendantId: number;
  shortName: string;
  sequence: number;
  clerkReference: string;
  paidOn: string;
  amount: Decimal;
  currency: string;
  component: 'principal' | 'interest';
  recordedAt: Date;
  /** Also where the reader sees none of its shares. */
  posted: boolean;
}

const columns = {
  id: receipt.id,
  reference: receipt.reference,
  caseId: receipt.caseId,
  defendantId: receipt.defendantId,
  shortName: courtCase.shortName,
  sequence: defendant.sequence,
  clerkReference: receipt.clerkReference,
  paidOn: receipt.paidOn,
  amount: receipt.amount,
  currency: receipt.currency,
  component: receipt.component,
  recordedAt: receipt.recordedAt,
  posted: sql<boolean>`sec.receipt_posted(${receipt.id})`,
};

/** A receipt by its reference. Throws NotFound. */
export async function getReceipt(tx: Tx, reference: string): Promise<ReceiptRecord> {
  const [row] = await tx
    .select(columns)
    .from(receipt)
    .innerJoin(courtCase, eq(courtCase.id, receipt.caseId))
    .innerJoin(defendant, eq(defendant.id, receipt.defendantId))
    .where(eq(receipt.reference, reference));
  if (!row) throw new NotFound();
  return row;
}

/** The same for who opens it: that it was read is audited. Throws NotFound. */
export async function readReceipt(tx: Tx, reference: string): Promise<ReceiptRecord> {
  const receipt = await getReceipt(tx, reference);
  await recordReadings(tx, 'receipt.read', oneRecord(reference));
  return receipt;
}

/** The newest receipts the actor may see. */
export async function findReceipts(tx: Tx, limit = 50): Promise<ReceiptRecord[]> {
  return tx
    .select(columns)
    .from(receipt)
    .innerJoin(courtCase, eq(courtCase.id, receipt.caseId))
    .innerJoin(defendant, eq(defendant.id, receipt.defendantId))
    .orderBy(desc(receipt.id))
    .limit(limit);
}

/** The posted shares of a receipt that the actor may see, by beneficiary code; whose were seen is audited. */
export async function findAllocations(tx: Tx, receiptId: number) {
  const shares = await tx
    .select({
      awardReference: award.reference,
      beneficiaryCode: beneficiary.code,
      trustCode: trust.code,
      outstanding: allocation.outstandingBefore,
      exact: allocation.exact,
      centAdded: allocation.centAdded,
      amount: allocation.amount,
      state: allocation.state,
      entryId: allocation.entryId,
    })
    .from(allocation)
    .innerJoin(award, eq(award.id, allocation.awardId))
    .innerJoin(beneficiary, eq(beneficiary.id, award.beneficiaryId))
    .innerJoin(trust, eq(trust.id, allocation.trustId))
    .where(eq(allocation.receiptId, receiptId))
    .orderBy(asc(beneficiary.code));
  await recordReadings(tx, 'beneficiary.listed', byCode(shares.map(({ beneficiaryCode }) => beneficiaryCode)));
  return shares;
}

/** The version of the order in force for a case. */
export async function getOrderVersion(tx: Tx, caseId: number): Promise<number | null> {
  const [order] = await tx
    .select({ version: restitutionOrder.version })
    .from(restitutionOrder)
    .where(eq(restitutionOrder.caseId, caseId))
    .orderBy(desc(restitutionOrder.version))
    .limit(1);
  return order?.version ?? null;
}
