import type { Tx } from 'db/client';
import { award, courtCase, defendant, obligation, restitutionOrder } from 'db/schema/awards';
import { beneficiary } from 'db/schema/beneficiaries';
import { hold } from 'db/schema/ledger';
import { allocation, receipt } from 'db/schema/receipts';
import { subaccount, trust } from 'db/schema/trusts';
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { amount, type Decimal, ZERO } from '~/money/amount';

export interface OpenAward {
  id: number;
  reference: string;
  beneficiaryId: number;
  beneficiaryCode: string;
  trustId: number;
  trustCode: string;
  subaccountId: number;
  lossFound: Decimal;
  /** Applied by every defendant, and before the books came here. */
  applied: Decimal;
  cap: Decimal;
  appliedFromDefendant: Decimal;
  /** Standing shares under the threshold, by the hold's source. */
  heldBelowThreshold: Array<{ sourceRef: string; amount: Decimal }>;
}

/** The awards of the newest order of a case that this defendant answers for, by beneficiary code. */
export async function findOpenAwards(tx: Tx, caseId: number, defendantId: number): Promise<OpenAward[]> {
  const [order] = await tx
    .select()
    .from(restitutionOrder)
    .where(eq(restitutionOrder.caseId, caseId))
    .orderBy(desc(restitutionOrder.version))
    .limit(1);
  if (!order) return [];
  const rows = await tx
    .select({
      id: award.id,
      reference: award.reference,
      beneficiaryId: award.beneficiaryId,
      beneficiaryCode: beneficiary.code,
      trustId: award.trustId,
      trustCode: trust.code,
      subaccountId: subaccount.id,
      lossFound: award.lossFound,
      appliedBefore: award.appliedBefore,
      cap: obligation.cap,
    })
    .from(award)
    .innerJoin(obligation, and(eq(obligation.awardId, award.id), eq(obligation.defendantId, defendantId)))
    .innerJoin(beneficiary, eq(beneficiary.id, award.beneficiaryId))
    .innerJoin(trust, eq(trust.id, award.trustId))
    .innerJoin(
      subaccount,
      and(eq(subaccount.trustId, award.trustId), eq(subaccount.beneficiaryId, award.beneficiaryId)),
    )
    .where(eq(award.orderId, order.id))
    .orderBy(asc(beneficiary.code));
  const applied = await appliedByAward(tx, caseId, defendantId);
  const holds = await tx
    .select()
    .from(hold)
    .where(and(eq(hold.reason, 'below_threshold'), isNull(hold.endedAt)));
  return rows.map(({ appliedBefore, ...row }) => ({
    ...row,
    applied: appliedBefore.plus(applied.get(row.id)?.all ?? ZERO),
    appliedFromDefendant: applied.get(row.id)?.fromDefendant ?? ZERO,
    heldBelowThreshold: holds
      .filter((item) => item.sourceRef.startsWith(`${row.reference} `))
      .map(({ sourceRef, amount }) => ({ sourceRef, amount })),
  }));
}

async function appliedByAward(tx: Tx, caseId: number, defendantId: number) {
  const rows = await tx
    .select({
      awardId: allocation.awardId,
      all: sql<string>`sum(${allocation.amount})`,
      fromDefendant: sql<string>`coalesce(sum(${allocation.amount}) filter (where ${receipt.defendantId} = ${defendantId}), 0)`,
    })
    .from(allocation)
    .innerJoin(receipt, eq(receipt.id, allocation.receiptId))
    // Interest is paid on top of the loss and takes nothing off it (18 USC 3612(f), (i)).
    .where(and(eq(receipt.caseId, caseId), eq(receipt.component, 'principal')))
    .groupBy(allocation.awardId);
  return new Map(rows.map((row) => [row.awardId, { all: amount(row.all), fromDefendant: amount(row.fromDefendant) }]));
}

export interface CaseChoice {
  caseId: number;
  defendantId: number;
  shortName: string;
  docket: string;
  sequence: number;
}

/** Every defendant of every case, to choose from when a remittance arrives. */
export async function findCaseChoices(tx: Tx): Promise<CaseChoice[]> {
  return tx
    .select({
      caseId: courtCase.id,
      defendantId: defendant.id,
      shortName: courtCase.shortName,
      docket: courtCase.docket,
      sequence: defendant.sequence,
    })
    .from(defendant)
    .innerJoin(courtCase, eq(courtCase.id, defendant.caseId))
    .orderBy(asc(courtCase.shortName), asc(defendant.sequence));
}
