import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { beneficiary } from 'db/schema/beneficiaries';
import { delegation } from 'db/schema/delegations';
import {
  approval,
  approvalSignature,
  approvalWithdrawal,
  disbursement,
  disbursementVersion,
} from 'db/schema/disbursements';
import { payment, paymentReturn } from 'db/schema/payments';
import { provider } from 'db/schema/providers';
import { subaccount, trust } from 'db/schema/trusts';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';
import { byCode, recordReadings } from '../audit/record-readings.server';
import type { DisbursementState } from './disbursement';

/** The trustee in whose place something was asked or decided. */
const principal = alias(person, 'principal');

function disbursements(tx: Tx) {
  return tx
    .select({
      id: disbursement.id,
      reference: disbursement.reference,
      state: disbursement.state,
      version: disbursement.version,
      trustId: disbursement.trustId,
      trustCode: trust.code,
      instrumentSection: trust.instrumentSection,
      subaccountId: disbursement.subaccountId,
      posted: subaccount.posted,
      held: subaccount.held,
      beneficiaryId: disbursement.beneficiaryId,
      beneficiaryCode: beneficiary.code,
      majorityOn: beneficiary.majorityOn,
      providerId: disbursement.providerId,
      providerCode: provider.code,
      providerPayableUntil: provider.payableUntil,
      requestedBy: disbursement.requestedBy,
      requestedByName: person.name,
      requestedForId: principal.id,
      requestedForName: principal.name,
      requestedAt: disbursement.requestedAt,
      amount: disbursementVersion.amount,
      currency: disbursementVersion.currency,
      category: disbursementVersion.category,
      purpose: disbursementVersion.purpose,
      invoice: disbursementVersion.invoice,
      requestHash: disbursementVersion.requestHash,
      requiredApprovals: disbursementVersion.requiredApprovals,
      ruleKey: disbursementVersion.ruleKey,
      ruleVersion: disbursementVersion.ruleVersion,
      ruleReason: disbursementVersion.ruleReason,
      madeAt: disbursementVersion.madeAt,
    })
    .from(disbursement)
    .innerJoin(
      disbursementVersion,
      and(
        eq(disbursementVersion.disbursementId, disbursement.id),
        eq(disbursementVersion.version, disbursement.version),
      ),
    )
    .innerJoin(trust, eq(trust.id, disbursement.trustId))
    .innerJoin(subaccount, eq(subaccount.id, disbursement.subaccountId))
    .innerJoin(beneficiary, eq(beneficiary.id, disbursement.beneficiaryId))
    .innerJoin(provider, eq(provider.id, disbursement.providerId))
    .innerJoin(person, eq(person.id, disbursement.requestedBy))
    .leftJoin(delegation, eq(delegation.id, disbursementVersion.delegationId))
    .leftJoin(principal, eq(principal.id, delegation.delegatorId))
    .$dynamic();
}

export type DisbursementRecord = Awaited<ReturnType<typeof findDisbursements>>[number];

/** A request by its reference, as its newest version stands. Throws NotFound. */
export async function getDisbursement(tx: Tx, reference: string): Promise<DisbursementRecord> {
  const [row] = await disbursements(tx).where(eq(disbursement.reference, reference));
  if (!row) throw new NotFound();
  return row;
}

/** The same for who opens it: that it was read is audited. Throws NotFound. */
export async function readDisbursement(tx: Tx, reference: string): Promise<DisbursementRecord> {
  const request = await getDisbursement(tx, reference);
  const { beneficiaryId, trustId } = request;
  await recordReadings(tx, 'disbursement.read', [{ ref: reference, beneficiaryId, trustId }]);
  return request;
}

/** Requests in the given states as a list shows them: whose codes were seen is audited. */
export async function readDisbursements(tx: Tx, filter: Parameters<typeof findDisbursements>[1]) {
  const found = await findDisbursements(tx, filter);
  await recordReadings(tx, 'beneficiary.listed', byCode(found.map(({ beneficiaryCode }) => beneficiaryCode)));
  return found;
}

/** Requests in the given states, oldest first where they wait, newest first where they are done. */
async function findDisbursements(
  tx: Tx,
  filter: { states: DisbursementState[]; trustId?: number; newestFirst?: boolean; limit?: number },
) {
  return disbursements(tx)
    .where(
      and(
        inArray(disbursement.state, filter.states),
        filter.trustId ? eq(disbursement.trustId, filter.trustId) : undefined,
      ),
    )
    .orderBy(filter.newestFirst ? desc(disbursement.id) : asc(disbursement.id))
    .limit(filter.limit ?? 50);
}

export type ApprovalRecord = Awaited<ReturnType<typeof findApprovals>>[number];

/** Every decision on the given requests, all versions, oldest first, with what was taken back. */
export async function findApprovals(tx: Tx, disbursementIds: readonly number[]) {
  if (disbursementIds.length === 0) return [];
  return tx
    .select({
      id: approval.id,
      disbursementId: approval.disbursementId,
      version: approval.version,
      personId: approval.personId,
      personName: person.name,
      forPersonId: principal.id,
      forName: principal.name,
      decision: approval.decision,
      standards: approval.standards,
      otherResources: approval.otherResources,
      reason: approval.reason,
      judgement: approval.judgement,
      decidedAt: approval.decidedAt,
      signedAt: approvalSignature.signedAt,
      withdrawnAt: approvalWithdrawal.withdrawnAt,
      withdrawnBecause: approvalWithdrawal.reason,
    })
    .from(approval)
    .innerJoin(person, eq(person.id, approval.personId))
    .leftJoin(delegation, eq(delegation.id, approval.delegationId))
    .leftJoin(principal, eq(principal.id, delegation.delegatorId))
    .leftJoin(approvalSignature, eq(approvalSignature.approvalId, approval.id))
    .leftJoin(approvalWithdrawal, eq(approvalWithdrawal.approvalId, approval.id))
    .where(inArray(approval.disbursementId, [...disbursementIds]))
    .orderBy(asc(approval.id));
}

/** The payment of a request, if it was paid. */
export async function findPayment(tx: Tx, disbursementId: number) {
  const [row] = await tx
    .select({
      reference: payment.reference,
      amount: payment.amount,
      paidOn: payment.paidOn,
      bankReference: payment.bankReference,
      recordedByName: person.name,
      recordedAt: payment.recordedAt,
      entryId: payment.entryId,
    })
    .from(payment)
    .innerJoin(person, eq(person.id, payment.recordedBy))
    .where(eq(payment.disbursementId, disbursementId));
  return row ?? null;
}

/** The return of a request's payment, if the bank sent it back. */
export async function findReturn(tx: Tx, disbursementId: number) {
  const [row] = await tx
    .select({
      reference: paymentReturn.reference,
      reason: paymentReturn.reason,
      returnedOn: paymentReturn.returnedOn,
      bankReference: paymentReturn.bankReference,
      amount: paymentReturn.amount,
      charge: paymentReturn.charge,
      recordedByName: person.name,
      entryId: paymentReturn.entryId,
      chargeEntryId: paymentReturn.chargeEntryId,
    })
    .from(paymentReturn)
    .innerJoin(payment, eq(payment.id, paymentReturn.paymentId))
    .innerJoin(person, eq(person.id, paymentReturn.recordedBy))
    .where(eq(payment.disbursementId, disbursementId));
  return row ?? null;
}
