import type { EntryDraft, PostingDraft } from '~/ledger/journal-entry';
import type { Holding } from '~/ledger/lot-sides';
import { type Decimal, sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { type BookEvent, type RowProblem, sourceRefOf } from './book-event';
import type { BooksState, Movement, PlannedLot } from './books-state';
import { checkOpenings, closingBefore } from './check-openings';
import { planRow, type RowPlan, RowRefused } from './plan-row';

export interface PlannedRow {
  row: number;
  event: BookEvent;
  /** What posting it does, in a sentence for the preview. */
  effect: string;
  outcome: 'new' | 'already_in_books' | 'agrees_with_closing';
  entry: PlannedEntry | null;
  cashAfter: Decimal;
}

/** An entry whose lots and reversed entry may still be rows of this file. */
export interface PlannedEntry extends Omit<EntryDraft, 'postings' | 'reverses'> {
  postings: PostingDraft<PlannedLot['id']>[];
  opens?: Holding & { description: string };
  reverses?: { id: number } | { row: number };
}

export interface ImportPlan {
  rows: PlannedRow[];
  problems: RowProblem[];
  /** True of the books and worth a word to the court; they stop nothing. */
  notices: string[];
}

/**
 * Plans the import of a trust's books: what each row posts, in order of its day, against what the books hold by then.
 * One problem anywhere means that nothing is posted. Rows that are in the books already are left alone.
 */
export function planImport(
  events: readonly BookEvent[],
  state: BooksState,
  digestOf: (event: BookEvent) => string,
): ImportPlan {
  const problems: RowProblem[] = [];
  const running: BooksState = {
    ...state,
    cash: { ...state.cash },
    lots: state.lots.map((lot) => ({ ...lot })),
    movements: [...state.movements],
    distributions: new Map(state.distributions),
    returned: new Set(state.returned),
  };
  const planned = new Map<number, PlannedRow>();
  const seen = new Map<string, number>();
  const inOrder = inDayOrder(events);
  const checked = new Map<string, Set<number>>();
  const cashOn = cashByDay(state, running);
  const agrees = (event: BookEvent): boolean => {
    const { occurredOn } = event;
    if (!event.kind.startsWith('opening')) return false;
    const before = state.begun || running.movements.some((move) => move.occurredOn < occurredOn);
    if (!before) return false;
    let agreed = checked.get(occurredOn);
    if (!agreed) {
      const ofDay = inOrder.filter((one) => one.occurredOn === occurredOn && isFreshOpening(one, state));
      agreed = checkOpenings(ofDay, closingBefore(occurredOn, running.movements), problems);
      checked.set(occurredOn, agreed);
    }
    if (!agreed.has(event.row)) throw new RowRefused('', '');
    return true;
  };

  for (const event of inOrder) {
    try {
      checkRepeat(event, seen, state, digestOf);
      const plan = planOne(event, running, digestOf, agrees);
      planned.set(event.row, { ...plan, cashAfter: cashOn(event.occurredOn) });
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      // An opening that differs from the closing has said so already, with the others of its day.
      if (error.message) problems.push({ row: event.row, field: error.field, message: error.message });
    }
  }
  const rows = inOrder.flatMap((event) => planned.get(event.row) ?? []);
  const overdrawn = checkClosingCash(rows, running);
  if (overdrawn) problems.push(overdrawn);
  problems.sort((a, b) => a.row - b.row);
  return { rows: events.flatMap((event) => planned.get(event.row) ?? []), problems, notices: overdrafts(rows) };
}

const isFreshOpening = (event: BookEvent, state: BooksState) =>
  event.kind.startsWith('opening') && !state.posted.has(sourceRefOf(event));

/** Plans one row on what the rows before it left, and lets it take effect. Throws RowRefused. */
function planOne(
  event: BookEvent,
  running: BooksState,
  digestOf: (event: BookEvent) => string,
  agrees: (event: BookEvent) => boolean,
): Omit<PlannedRow, 'cashAfter'> {
  const still = (outcome: PlannedRow['outcome'], effect: string) => ({
    row: event.row,
    event,
    effect,
    outcome,
    entry: null,
  });
  if (running.posted.has(sourceRefOf(event)))
    return still('already_in_books', 'In the books already. Nothing changes.');
  if (agrees(event)) {
    return still('agrees_with_closing', 'Agrees with the closing in the books. Nothing is posted.');
  }
  checkDay(event, running);
  const plan = planRow(event, running, digestOf(event));
  apply(plan, event, running);
  return { ...still('new', plan.effect), entry: plan.entry };
}

/** Day by day; within a day as the file has them, but openings first. */
function inDayOrder(events: readonly BookEvent[]): BookEvent[] {
  const rank = (event: BookEvent) => (event.kind.startsWith('opening') ? 0 : 1);
  return [...events].sort((a, b) =>
    a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : rank(a) - rank(b) || a.row - b.row,
  );
}

/**
 * Cash at the end of a day: what the books posted until then, with what the file posts until then. What is posted for
 * later days is not in it. Days must be asked for in their order.
 */
function cashByDay(state: BooksState, running: BooksState): (day: string) => Decimal {
  const inBooks = state.movements
    .filter((move) => move.holding === '')
    .sort((one, other) => one.occurredOn.localeCompare(other.occurredOn));
  const all = (books: BooksState) => books.cash.principal.plus(books.cash.income);
  let next = 0;
  let cash = ZERO;
  return (day) => {
    for (let move = inBooks[next]; move && move.occurredOn <= day; move = inBooks[next]) {
      cash = cash.plus(move.amount);
      next += 1;
    }
    return cash.plus(all(running)).minus(all(state));
  };
}

/** At the end cash covers what is held. The row named is the one from which it never came back. */
function checkClosingCash(rows: readonly PlannedRow[], state: BooksState): RowProblem | null {
  const cash = sum([state.cash.principal, state.cash.income]);
  const last = rows.findLast((row) => row.outcome === 'new');
  if (!last || cash.gte(state.held)) return null;
  const covered = rows.findLastIndex((row) => row.cashAfter.gte(state.held));
  const at = rows[covered + 1] ?? last;
  const held = state.held.isZero() ? '' : `, and ${formatAmount(toText(state.held))} is held`;
  return {
    row: at.row,
    field: 'amount',
    message: `From this row on cash is below zero to the end of the file: ${formatAmount(toText(cash))} at the last day${held}. Check the amount.`,
  };
}

/**
 * Books say what happened, also that a custodian let cash run below zero for a while against holdings. That is brought in
 * as it was, and said, so that the trustees can explain it; it is no licence for a payment made here.
 */
function overdrafts(rows: readonly PlannedRow[]): string[] {
  const notices: string[] = [];
  let since: PlannedRow | null = null;
  let lowest = ZERO;
  for (const row of rows) {
    if (row.cashAfter.isNegative()) {
      since ??= row;
      if (row.cashAfter.lt(lowest)) lowest = row.cashAfter;
    } else if (since) {
      notices.push(
        `Cash is below zero from ${since.event.occurredOn} to ${row.event.occurredOn}, at the lowest ${formatAmount(toText(lowest))}, while holdings cover it. Be ready to explain it in the account.`,
      );
      since = null;
      lowest = ZERO;
    }
  }
  return notices;
}

function checkRepeat(
  event: BookEvent,
  seen: Map<string, number>,
  state: BooksState,
  digestOf: (event: BookEvent) => string,
): void {
  const opening = event.kind.startsWith('opening');
  if (!opening && event.reference === '')
    throw new RowRefused('reference', 'The reference is missing. Each row but an opening needs one, to be told apart.');
  const source = sourceRefOf(event);
  const before = seen.get(source);
  if (before !== undefined) {
    throw new RowRefused(
      opening ? 'holding' : 'reference',
      `${opening ? event.kind : `${event.kind} ${event.reference}`} stands in row ${before} too. Keep one, or give it its own reference.`,
    );
  }
  seen.set(source, event.row);
  const digest = state.posted.get(source);
  if (digest !== undefined && digest !== digestOf(event)) {
    throw new RowRefused(
      opening ? 'holding' : 'reference',
      `${opening ? event.kind : event.reference} is in the books with other figures. A posting is not changed; correct it by a reversal.`,
    );
  }
}

/** What one person alone could otherwise spend by writing it down as if it had been long ago. */
const DECIDED_HERE: Partial<Record<BookEvent['kind'], string>> = {
  distribution:
    'What is paid for care from then on is asked for as a payment and decided by trustees. Ask for it there, and bring in the other rows.',
  fee: 'A fee from then on is asked for as a payment and decided by trustees; one that was taken already is brought in by the operator at the command line. Bring in the other rows.',
};

function checkDay(event: BookEvent, state: BooksState): void {
  const day = event.occurredOn;
  if (state.accountedThrough !== null && day <= state.accountedThrough) {
    throw new RowRefused(
      'occurred_on',
      `${day} lies in a period accounted for to the court (through ${state.accountedThrough}). Bring it in the open period, with a word on why.`,
    );
  }
  if (day < state.openedOn)
    throw new RowRefused('occurred_on', `${day} is before the trust began in these books, on ${state.openedOn}.`);
  const decidedHere = DECIDED_HERE[event.kind];
  if (decidedHere && state.keptSince !== null && day >= state.keptSince)
    throw new RowRefused('occurred_on', `This trust is kept here since ${state.keptSince}. ${decidedHere}`);
  if (day > state.latestDay)
    throw new RowRefused('occurred_on', `${day} is too far ahead. The latest day is ${state.latestDay}.`);
}

function apply(plan: RowPlan, event: BookEvent, state: BooksState): void {
  const cash = { ...state.cash };
  const lots = state.lots.map((lot) => ({ ...lot }));
  if (plan.entry.opens) {
    lots.push({
      id: { row: event.row },
      holding: plan.entry.opens.holding,
      kind: plan.entry.opens.kind,
      acquiredOn: event.occurredOn,
      units: ZERO,
      carrying: ZERO,
    });
  }
  for (const posting of plan.entry.postings) {
    if (posting.account === 'asset:cash') cash[posting.part] = cash[posting.part].plus(posting.amount);
    if (!posting.lot) continue;
    const id = JSON.stringify(posting.lot.id);
    const lot = lots.find((candidate) => JSON.stringify(candidate.id) === id);
    if (!lot) throw new Error(`row ${event.row} moves a lot that does not exist`);
    lot.units = lot.units.plus(posting.lot.units);
    lot.carrying = lot.carrying.plus(posting.amount);
  }
  const onHand = sum([cash.principal, cash.income, ...lots.map((lot) => lot.carrying)]);
  if (onHand.isNegative()) {
    const before = onHand.minus(plan.cashMoves);
    throw new RowRefused(
      'amount',
      `This is above what is there: on ${event.occurredOn} the trust has ${formatAmount(toText(before))} in all, and this takes ${formatAmount(toText(plan.cashMoves.abs()))}.`,
    );
  }
  state.cash = cash;
  state.lots = lots;
  state.movements.push(...movementsOf(plan, event));
  if (plan.distribution)
    state.distributions.set(event.reference, {
      ...plan.distribution,
      entry: { row: event.row },
    });
  if (event.kind === 'distribution_return') state.returned.add(event.reference);
}

function movementsOf(plan: RowPlan, event: BookEvent): Movement[] {
  return plan.entry.postings
    .filter((posting) => posting.account.startsWith('asset:'))
    .map((posting) => ({
      occurredOn: event.occurredOn,
      holding: posting.lot ? posting.account.slice('asset:'.length) : '',
      part: posting.part,
      amount: posting.amount,
      units: posting.lot?.units ?? ZERO,
    }));
}
