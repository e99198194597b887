import { sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import type { BookEvent, RowProblem } from './book-event';
import type { BooksState } from './books-state';

/**
 * In a trust whose books have begun, an opening posts nothing: it must be the closing, item by item (UFAP III; the
 * commonest reason why accountings are sent back). Returns the rows that agree; what differs becomes a problem.
 */
export function checkOpenings(fresh: readonly BookEvent[], state: BooksState, problems: RowProblem[]): Set<number> {
  const agreed = new Set<number>();
  const openings = fresh.filter((event) => event.kind === 'opening_cash' || event.kind === 'opening_holding');
  if (!state.begun || openings.length === 0) return agreed;
  const closing = new Map<string, { carrying: string; units: string | null }>();
  const byHolding = new Map<string, BooksState['lots']>();
  for (const lot of state.lots.filter((item) => item.units.gt(0)))
    byHolding.set(lot.holding, [...(byHolding.get(lot.holding) ?? []), lot]);
  for (const [holding, lots] of byHolding) {
    closing.set(holding, {
      carrying: toText(sum(lots.map((lot) => lot.carrying))),
      units: toText(sum(lots.map((lot) => lot.units))),
    });
  }
  for (const event of openings) {
    const cash = event.kind === 'opening_cash';
    const expected = cash
      ? {
          carrying: toText(sum([state.cash.principal, state.cash.income])),
          units: null,
        }
      : closing.get(event.holding);
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
    } else if (cash && !partsAgree(event, state)) {
      problems.push({
        row: event.row,
        field: 'principal',
        message: `The parts of the opening cash differ from the closing: principal ${formatAmount(toText(state.cash.principal))}, income ${formatAmount(toText(state.cash.income))}.`,
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
  for (const holding of closing.keys()) {
    if (!named.has(holding))
      problems.push({
        row: at,
        field: 'holding',
        message: `The books closed with ${holding}, and the file has no opening for it. Each item of the closing opens the next year.`,
      });
  }
  if (!named.has('') && !sum([state.cash.principal, state.cash.income]).isZero()) {
    problems.push({
      row: at,
      field: 'kind',
      message: 'The books closed with cash, and the file has no opening_cash row.',
    });
  }
  return agreed;
}

function partsAgree(event: BookEvent, state: BooksState): boolean {
  return (event.principal ?? ZERO).eq(state.cash.principal) && (event.income ?? ZERO).eq(state.cash.income);
}
