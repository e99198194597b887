import type { Part } from '~/ledger/journal-entry';
import { sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import type { BookEvent, RowProblem } from './book-event';
import type { Movement, Parts } from './books-state';

interface Closing {
  cash: Parts;
  holdings: Map<string, { carrying: string; units: string }>;
}

/** What was on hand at the end of the day before, by the movements until then. */
export function closingBefore(day: string, movements: readonly Movement[]): Closing {
  const before = movements.filter((move) => move.occurredOn < day);
  const of = (holding: string) => before.filter((move) => move.holding === holding);
  const cash = (part: Part) =>
    sum(
      of('')
        .filter((move) => move.part === part)
        .map((move) => move.amount),
    );
  const holdings = new Map<string, { carrying: string; units: string }>();
  for (const holding of new Set(before.map((move) => move.holding).filter((name) => name !== ''))) {
    const units = sum(of(holding).map((move) => move.units));
    if (units.gt(0))
      holdings.set(holding, { carrying: toText(sum(of(holding).map((move) => move.amount))), units: toText(units) });
  }
  return { cash: { principal: cash('principal'), income: cash('income') }, holdings };
}

/**
 * Where there are books before it, an opening posts nothing: it must be the closing, item by item (UFAP III; the
 * commonest reason why accountings are sent back). `openings` are those of one day. Returns the rows that agree; what
 * differs becomes a problem.
 */
export function checkOpenings(openings: readonly BookEvent[], closing: Closing, problems: RowProblem[]): Set<number> {
  const agreed = new Set<number>();
  for (const event of openings) {
    const cash = event.kind === 'opening_cash';
    const expected = cash
      ? { carrying: toText(sum([closing.cash.principal, closing.cash.income])), units: null }
      : closing.holdings.get(event.holding);
    const what = cash ? 'cash' : event.holding;
    if (!expected) {
      problems.push({
        row: event.row,
        field: 'holding',
        message: `The opening has ${what}, which the books did not hold at the last closing.`,
      });
      continue;
    }
    if (toText(event.amount) !== expected.carrying) {
      problems.push({
        row: event.row,
        field: 'amount',
        message: `The opening of ${what} is ${formatAmount(toText(event.amount))}; the books closed at ${formatAmount(expected.carrying)}. An opening equals the prior closing.`,
      });
    } else if (cash && !partsAgree(event, closing.cash)) {
      problems.push({
        row: event.row,
        field: 'principal',
        message: `The parts of the opening cash differ from the closing: principal ${formatAmount(toText(closing.cash.principal))}, income ${formatAmount(toText(closing.cash.income))}.`,
      });
    } else if (!cash && event.units && toText(event.units) !== expected.units) {
      problems.push({
        row: event.row,
        field: 'units',
        message: `The opening of ${what} has ${event.units.toString()} units; the books closed with ${expected.units}.`,
      });
    } else agreed.add(event.row);
  }
  const named = new Set(openings.map((event) => (event.kind === 'opening_cash' ? '' : event.holding)));
  const at = openings[0]?.row ?? 0;
  for (const holding of closing.holdings.keys()) {
    if (!named.has(holding))
      problems.push({
        row: at,
        field: 'holding',
        message: `The books closed with ${holding}, and the file has no opening for it. Each item of the closing opens the next year.`,
      });
  }
  if (!named.has('') && !sum([closing.cash.principal, closing.cash.income]).isZero()) {
    problems.push({
      row: at,
      field: 'kind',
      message: 'The books closed with cash, and the file has no opening_cash row.',
    });
  }
  return agreed;
}

function partsAgree(event: BookEvent, cash: Parts): boolean {
  return (event.principal ?? ZERO).eq(cash.principal) && (event.income ?? ZERO).eq(cash.income);
}
