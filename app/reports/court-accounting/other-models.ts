import { type AmountText, amount, sum, toText } from '~/money/amount';
import { sumAmounts } from './amounts';
import type { Statement } from './statement';

/** Cal. Prob. Code 1061: one column, charges and credits. */
export interface CaliforniaSummary {
  propertyAtBeginning: AmountText;
  receipts: AmountText;
  gains: AmountText;
  totalCharges: AmountText;
  disbursements: AmountText;
  losses: AmountText;
  distributions: AmountText;
  propertyAtClose: AmountText;
  totalCredits: AmountText;
}

export function californiaSummary({ charges, credits }: Statement): CaliforniaSummary {
  return {
    propertyAtBeginning: charges.startingBalance.total,
    receipts: charges.receipts.total,
    gains: charges.gains.total,
    totalCharges: charges.total.total,
    disbursements: credits.disbursements.total,
    losses: credits.losses.total,
    distributions: credits.distributions.total,
    propertyAtClose: credits.onHand.total,
    totalCredits: credits.total.total,
  };
}

interface NationalPart {
  startingBalance: AmountText;
  receipts: AmountText;
  netGain: AmountText;
  disbursements: AmountText;
  beforeDistributions: AmountText;
  distributions: AmountText;
  onHand: AmountText;
}

/** The national model (Vermont Form 117): each part by itself, its balance before and after distributions. */
export interface NationalModelSummary {
  principal: NationalPart;
  income: NationalPart;
  combined: AmountText;
}

export function nationalModelSummary(statement: Statement): NationalModelSummary {
  const principal = nationalPart(statement, 'principal');
  const income = nationalPart(statement, 'income');
  return { principal, income, combined: toText(sum([principal.onHand, income.onHand])) };
}

function nationalPart({ charges, credits, schedules }: Statement, part: 'income' | 'principal'): NationalPart {
  const startingBalance = charges.startingBalance[part];
  const receipts = charges.receipts[part];
  const netGain = schedules.D.net[part];
  const disbursements = credits.disbursements[part];
  const distributions = credits.distributions[part];
  const before = sum([startingBalance, receipts, netGain]).minus(amount(disbursements));
  return {
    startingBalance,
    receipts,
    netGain,
    disbursements,
    beforeDistributions: toText(before),
    distributions,
    onHand: toText(before.minus(amount(distributions))),
  };
}

/** New York Official Form JA-7: letters A to G; a first account has its inventory in A. */
export interface NewYorkSummary {
  principalReceived: AmountText;
  realizedIncreases: AmountText;
  incomeCollected: AmountText;
  realizedDecreases: AmountText;
  administrationExpenses: AmountText;
  distributions: AmountText;
  onHand: AmountText;
}

export function newYorkSummary({ charges, credits }: Statement): NewYorkSummary {
  return {
    principalReceived: sumAmounts([charges.startingBalance, charges.receipts]).principal,
    realizedIncreases: charges.gains.total,
    incomeCollected: sumAmounts([charges.startingBalance, charges.receipts]).income,
    realizedDecreases: credits.losses.total,
    administrationExpenses: credits.disbursements.total,
    distributions: credits.distributions.total,
    onHand: credits.onHand.total,
  };
}
