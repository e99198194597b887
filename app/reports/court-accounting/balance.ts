import { amount } from '~/money/amount';
import { type Amounts, COLUMNS, minus, sumAmounts } from './amounts';
import { AccountingFault } from './errors';
import type { Lines, Statement, SummaryLine } from './statement';

/** What the trustee is charged with. */
export interface Charges {
  startingBalance: Amounts;
  receipts: Amounts;
  gains: Amounts;
  total: Amounts;
}

/** What the trustee is credited with, all as positive magnitudes. */
export interface Credits {
  disbursements: Amounts;
  losses: Amounts;
  distributions: Amounts;
  onHand: Amounts;
  total: Amounts;
}

export function chargesOf(startingBalance: Amounts, { A, D }: Statement<Lines>['schedules']): Charges {
  const receipts = A.total;
  const gains = sumAmounts(D.lines.filter((line) => line.gain !== null));
  return { startingBalance, receipts, gains, total: sumAmounts([startingBalance, receipts, gains]) };
}

export function creditsOf({ B, C, D, E }: Statement<Lines>['schedules']): Credits {
  const disbursements = B.total;
  const losses = minus(sumAmounts(D.lines.filter((line) => line.loss !== null)));
  const distributions = C.total;
  const onHand = E.total;
  return {
    disbursements,
    losses,
    distributions,
    onHand,
    total: sumAmounts([disbursements, losses, distributions, onHand]),
  };
}

/**
 * The master equation, proven twice: charges equal credits in each column, and lines I to V of the summary lead to
 * line VI. The two roads share no sum but the schedules' own, so that a wrong sign in one does not pass in the other.
 */
export function demandBalance(charges: Charges, credits: Credits, summary: readonly SummaryLine[]): void {
  const leadsTo = sumAmounts(summary.slice(0, -1));
  const close = summary.at(-1);
  for (const column of COLUMNS) {
    const difference = amount(charges.total[column]).minus(amount(credits.total[column]));
    if (!difference.isZero()) {
      throw new AccountingFault(
        'accounting.out-of-balance',
        `In ${column}, the account charges ${charges.total[column]} and shows ${credits.total[column]}.`,
      );
    }
    if (leadsTo[column] !== close?.[column]) {
      throw new AccountingFault(
        'accounting.out-of-balance',
        `In ${column}, lines I to V lead to ${leadsTo[column]}, and line VI is ${close?.[column]}.`,
      );
    }
  }
}
