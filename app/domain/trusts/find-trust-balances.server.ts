import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { subaccount, trust } from 'db/schema/trusts';
import { asc, eq } from 'drizzle-orm';
import { type Decimal, ZERO } from '~/money/amount';
import { byCode, recordReadings } from '../audit/record-readings.server';

export interface TrustBalance {
  code: string;
  currency: string;
  openedOn: string;
  /** Codes of those it is held for, by code. */
  beneficiaries: string[];
  posted: Decimal;
  held: Decimal;
}

/** The trusts whose books the actor reads, by code, each with its cash. */
export async function findTrustBalances(tx: Tx): Promise<TrustBalance[]> {
  const rows = await tx
    .select({
      code: trust.code,
      currency: trust.baseCurrency,
      openedOn: trust.openedOn,
      beneficiary: beneficiary.code,
      posted: subaccount.posted,
      held: subaccount.held,
    })
    .from(trust)
    .innerJoin(subaccount, eq(subaccount.trustId, trust.id))
    .innerJoin(beneficiary, eq(beneficiary.id, subaccount.beneficiaryId))
    .orderBy(asc(trust.code), asc(beneficiary.code));
  const trusts = new Map<string, TrustBalance>();
  for (const { code, currency, openedOn, ...row } of rows) {
    const known = trusts.get(code) ?? { code, currency, openedOn, beneficiaries: [], posted: ZERO, held: ZERO };
    trusts.set(code, {
      ...known,
      beneficiaries: [...known.beneficiaries, row.beneficiary],
      posted: known.posted.plus(row.posted),
      held: known.held.plus(row.held),
    });
  }
  return [...trusts.values()];
}

/** The same as a list that says whose each trust is: whose codes were seen is audited. */
export async function readTrustBalances(tx: Tx): Promise<TrustBalance[]> {
  const trusts = await findTrustBalances(tx);
  await recordReadings(tx, 'beneficiary.listed', byCode([...new Set(trusts.flatMap((trust) => trust.beneficiaries))]));
  return trusts;
}
