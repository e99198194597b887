import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { subaccount, trust } from 'db/schema/trusts';
import { eq } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import type { Decimal } from '~/money/amount';
import { byCode, oneRecord, recordReadings } from '../audit/record-readings.server';

export interface TrustRecord {
  id: number;
  code: string;
  courtName: string;
  docket: string;
  homeZone: string;
  baseCurrency: string;
  openedOn: string;
  priorAccounts: number;
  lotPolicy: 'average' | 'fifo';
  instrumentSection: string;
}

export interface SubaccountRecord {
  id: number;
  beneficiaryId: number;
  beneficiaryCode: string;
  majorityOn: string | null;
  posted: Decimal;
  held: Decimal;
}

/** A trust by its code. Throws NotFound for an unknown code and for one out of the actor's scope alike. */
export async function getTrust(tx: Tx, code: string): Promise<TrustRecord> {
  const [row] = await tx.select().from(trust).where(eq(trust.code, code));
  if (!row) throw new NotFound();
  return row;
}

/** The same for who opens its books: that they were is audited. Throws NotFound. */
export async function readTrust(tx: Tx, code: string): Promise<TrustRecord> {
  const found = await getTrust(tx, code);
  await recordReadings(tx, 'trust.read', oneRecord(code, found.id));
  return found;
}

/** The beneficiaries' sub-accounts as a page shows them: whose codes were seen is audited. */
export async function readSubaccounts(tx: Tx, trustId: number): Promise<SubaccountRecord[]> {
  const found = await findSubaccounts(tx, trustId);
  await recordReadings(tx, 'beneficiary.listed', byCode(found.map(({ beneficiaryCode }) => beneficiaryCode)));
  return found;
}

/** The beneficiaries' sub-accounts of a trust, by code. */
export async function findSubaccounts(tx: Tx, trustId: number): Promise<SubaccountRecord[]> {
  return tx
    .select({
      id: subaccount.id,
      beneficiaryId: subaccount.beneficiaryId,
      beneficiaryCode: beneficiary.code,
      majorityOn: beneficiary.majorityOn,
      posted: subaccount.posted,
      held: subaccount.held,
    })
    .from(subaccount)
    .innerJoin(beneficiary, eq(beneficiary.id, subaccount.beneficiaryId))
    .where(eq(subaccount.trustId, trustId))
    .orderBy(beneficiary.code);
}
