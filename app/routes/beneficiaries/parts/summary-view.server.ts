import { STATE_WORDS } from '~/domain/disbursements/approve-disbursement.server';
import type { DisbursementState } from '~/domain/disbursements/disbursement';
import { serviceWord } from '~/domain/services-delivered/service-words';
import type { BooksSummary } from '~/domain/trusts/find-books-summary.server';
import { type Decimal, sum, toText } from '~/money/amount';
import type { EquationTerm } from '~/ui/equation';
import type { MoneyStep } from '~/ui/money-path-layout';

export type SummaryView = ReturnType<typeof summaryView>;

/** A child's sums as the page says them. */
export function summaryView(summary: BooksSummary) {
  const { trustCode, currency, posted, held, onHand } = summary;
  const spent = sum(summary.care.map((part) => part.amount)).plus(summary.costs);
  const cash: EquationTerm[] = [
    { label: `Posted cash, ${currency}`, amount: toText(posted) },
    { label: 'Held', amount: toText(held), op: '−' },
    { label: 'Available now', amount: toText(posted.minus(held)), op: '=', closing: true },
  ];
  return {
    trustCode,
    currency,
    cash,
    holdings: toText(onHand.minus(posted)),
    received: toText(summary.received),
    spent: toText(spent),
    steps: stepsOf(summary),
    requests: summary.requests.map(({ state, count }) => ({
      state: STATE_WORDS[state as DisbursementState] ?? state,
      count,
    })),
  };
}

/** From what was there on January 1, or when the books began in this year, to what is there now: each step is a sum of the year. */
function stepsOf({ started, received, earned, care, costs, onHand }: BooksSummary): MoneyStep[] {
  const step = (label: string, figure: Decimal, kind: MoneyStep['kind']): MoneyStep => ({
    label,
    amount: toText(figure),
    kind,
  });
  return [
    step('On hand at the start', started, 'in'),
    step('Received from the court’s clerk', received, 'in'),
    earned.isNegative()
      ? step('Lost: losses above interest and gains', earned.negated(), 'out')
      : step('Earned: interest and gains', earned, 'in'),
    ...care.map((part) => step(`Spent on ${serviceWord(part.category).toLowerCase()}`, part.amount, 'out')),
    ...(costs.isZero() ? [] : [step('Costs', costs, 'out')]),
    step('On hand now', onHand, 'rest'),
  ];
}
