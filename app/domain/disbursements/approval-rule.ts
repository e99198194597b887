import { amount, type Decimal } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { type Policy, policyText } from '../policies/policy';

export interface ApprovalFacts {
  amount: Decimal;
  /** Requests to the same provider for the same beneficiary in the window, pending and approved, this one included. */
  windowTotal: Decimal;
  withinPlan: boolean;
  firstPaymentToProvider: boolean;
  /** Trustees in office today, less those who stepped aside or may not decide this request. */
  mayDecide: number;
  /** Trustees in office today who hold the role, are no party to the case and did not step aside: what the quorum is a majority of. */
  inOffice: number;
}

export type ApprovalRule =
  | { possible: true; required: number; rule: Policy; reason: string }
  | { possible: false; rule: Policy; reason: string };

/**
 * How many trustees must agree, and why. AP-1 up to its limit and within the plan: one; AP-2 up to its limit: two; AP-3
 * above it, off the plan, or first payment to a provider: two, with reason. Amounts in a 30-day window to one provider
 * count together, so that a bill cannot be split under a limit. The majority of those in office binds where it is larger
 * (UTC 703). A band that needs more than may decide goes to the court or an independent reviewer.
 */
export function approvalRule(facts: ApprovalFacts, policies: Record<'AP-1' | 'AP-2' | 'AP-3', Policy>): ApprovalRule {
  const { rule, reason } = band(facts, policies);
  const quorum = Math.floor(facts.inOffice / 2) + 1;
  const needed = Number(policyText(rule, 'trustees'));
  const required = Math.max(needed, quorum);
  const said = quorum > needed ? `${reason}; ${quorum} are the majority of ${facts.inOffice} in office` : reason;
  if (required > facts.mayDecide) {
    return {
      possible: false,
      rule,
      reason: `${required} trustees must agree, because ${said}, and only ${facts.mayDecide} may decide. Ask the court for an order, or an independent reviewer.`,
    };
  }
  return { possible: true, required, rule, reason: said };
}

function band(
  facts: ApprovalFacts,
  policies: Record<'AP-1' | 'AP-2' | 'AP-3', Policy>,
): { rule: Policy; reason: string } {
  const one = amount(policyText(policies['AP-1'], 'limit'));
  const two = amount(policyText(policies['AP-2'], 'limit'));
  const measured = facts.windowTotal.gt(facts.amount) ? 'with what was asked for the same provider in 30 days ' : '';
  if (!facts.withinPlan) return { rule: policies['AP-3'], reason: 'it is not within the approved plan' };
  if (facts.firstPaymentToProvider)
    return { rule: policies['AP-3'], reason: 'it is the first payment to this provider' };
  if (facts.windowTotal.gt(two))
    return { rule: policies['AP-3'], reason: `${measured}the amount is over ${formatAmount(two.toString())}` };
  if (facts.windowTotal.gt(one))
    return { rule: policies['AP-2'], reason: `${measured}the amount is over ${formatAmount(one.toString())}` };
  return {
    rule: policies['AP-1'],
    reason: `the amount is at most ${formatAmount(one.toString())} and within the approved plan`,
  };
}
