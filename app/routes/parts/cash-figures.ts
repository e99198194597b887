import { type Decimal, sum, toText } from '~/money/amount';
import type { EquationTerm } from '~/ui/equation';

/** The three money words, the same on every page: what the books say, what is set aside of it, what can be spent. */
export interface CashFigures {
  posted: string;
  held: string;
  available: string;
}

/** Of one sub-account, or of several together; available is what is posted less what is held. */
export function cashOf(rows: readonly { posted: Decimal; held: Decimal }[]): CashFigures {
  const posted = sum(rows.map((row) => row.posted));
  const held = sum(rows.map((row) => row.held));
  return { posted: toText(posted), held: toText(held), available: toText(posted.minus(held)) };
}

/** The sum a reader can check by eye, opening the page its figures come from, and what is held there. */
export function cashTerms(currency: string, cash: CashFigures, opens: string, held = opens): EquationTerm[] {
  return [
    { label: `Posted cash, ${currency}`, amount: cash.posted, href: opens },
    { label: 'Held', amount: cash.held, op: '−', href: held },
    { label: 'Available now', amount: cash.available, op: '=', closing: true },
  ];
}
