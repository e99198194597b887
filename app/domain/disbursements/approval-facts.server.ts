import type { Tx } from 'db/client';
import { approval, disbursement, disbursementVersion } from 'db/schema/disbursements';
import { payment } from 'db/schema/payments';
import { trusteeTerm } from 'db/schema/trustee-terms';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { type Decimal, amount as toDecimal } from '~/money/amount';
import { getPolicies } from '../policies/get-policies.server';
import { policyText } from '../policies/policy';
import { addDays } from '../trusts/legal-day';
import { type ApprovalRule, approvalRule } from './approval-rule';

export interface RuleQuestion {
  trustId: number;
  beneficiaryId: number;
  providerId: number;
  amount: Decimal;
  withinPlan: boolean;
  /** The person who asks: never one of those who may decide. */
  requesterId: number;
  /** The request itself, when it is there already. */
  disbursementId: number | null;
}

/** Collects the facts and asks the approval rule. */
export async function askApprovalRule(tx: Tx, question: RuleQuestion, today: string): Promise<ApprovalRule> {
  const policies = await getPolicies(tx, ['AP-1', 'AP-2', 'AP-3', 'AP-W'], today);
  const officers = await findTrusteesInOffice(tx, question.trustId, question.beneficiaryId);
  const recused = question.disbursementId === null ? [] : await findRecused(tx, question.disbursementId);
  const inOffice = officers.filter((person) => !recused.includes(person.personId));
  const [paid] = await tx
    .select({ id: payment.id })
    .from(payment)
    .innerJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    // One that the bank returned is none: nobody knows yet that the account is the provider's.
    .where(and(eq(disbursement.providerId, question.providerId), ne(disbursement.state, 'returned')))
    .limit(1);
  const windowDays = Number(policyText(policies['AP-W'], 'days'));
  return approvalRule(
    {
      amount: question.amount,
      windowTotal: question.amount.plus(await askedInWindow(tx, question, addDays(today, 1 - windowDays))),
      withinPlan: question.withinPlan,
      firstPaymentToProvider: !paid,
      inOffice: inOffice.length,
      mayDecide: inOffice.filter((person) => person.personId !== question.requesterId).length,
    },
    policies,
  );
}

/**
 * Trustees in office today who decide on payments for this child: not who lost the role, nor a party to the case. An approval
 * of either would not count, so they are no part of the quorum.
 */
export async function findTrusteesInOffice(tx: Tx, trustId: number, beneficiaryId: number) {
  return tx
    .selectDistinct({ personId: trusteeTerm.personId })
    .from(trusteeTerm)
    .where(
      and(
        eq(trusteeTerm.trustId, trustId),
        sql`sec.term_stands(${trusteeTerm})`,
        sql`sec.decides(${trusteeTerm.personId}, ${trustId}, ${beneficiaryId})`,
      ),
    );
}

async function findRecused(tx: Tx, disbursementId: number): Promise<number[]> {
  const rows = await tx
    .select({ personId: approval.personId })
    .from(approval)
    .where(and(eq(approval.disbursementId, disbursementId), eq(approval.decision, 'step_aside')));
  return rows.map((row) => row.personId);
}

async function askedInWindow(tx: Tx, question: RuleQuestion, since: string): Promise<Decimal> {
  const [row] = await tx
    .select({ total: sql<string>`coalesce(sum(${disbursementVersion.amount}), 0)` })
    .from(disbursement)
    .innerJoin(
      disbursementVersion,
      and(
        eq(disbursementVersion.disbursementId, disbursement.id),
        eq(disbursementVersion.version, disbursement.version),
      ),
    )
    .where(
      and(
        eq(disbursement.trustId, question.trustId),
        eq(disbursement.beneficiaryId, question.beneficiaryId),
        eq(disbursement.providerId, question.providerId),
        inArray(disbursement.state, ['submitted', 'changes_asked', 'approved', 'paid']),
        question.disbursementId === null ? undefined : ne(disbursement.id, question.disbursementId),
        sql`(${disbursement.requestedAt} at time zone 'America/New_York')::date + coalesce((select clock_offset_days from installation), 0) >= ${since}::date`,
      ),
    );
  return toDecimal(row?.total ?? '0');
}
