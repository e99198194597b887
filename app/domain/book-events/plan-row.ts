import { Refusal } from '~/access/refusal';
import { CASH, moveParts } from '~/ledger/journal-entry';
import { acquisition, type Holding, maturity, sale, spending, type TakingOut } from '~/ledger/lot-sides';
import { type Decimal, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { type BookEvent, type Column, sourceRefOf } from './book-event';
import type { BooksState, Parts, PlannedLot, Returnable } from './books-state';
import type { PlannedEntry } from './plan-import';
import { rowEffect } from './row-effect';

/** A row that cannot be posted: the field it speaks of and the sentence. */
export class RowRefused extends Error {
  constructor(
    readonly field: Column | '',
    message: string,
  ) {
    super(message);
  }
}

export interface RowPlan {
  entry: PlannedEntry;
  effect: string;
  cashMoves: Decimal;
  distribution?: Omit<Returnable, 'entry'>;
}

type Draft = Pick<PlannedEntry, 'postings'> &
  Partial<Pick<PlannedEntry, 'opens' | 'reverses'>> & {
    distribution?: Omit<Returnable, 'entry'>;
  };

const money = (value: Decimal) => formatAmount(toText(value));

/** What one row posts, given the books as they stand on its day. Throws RowRefused. */
export function planRow(event: BookEvent, state: BooksState, digest: string): RowPlan {
  const draft = DRAFTS[event.kind](event, state);
  const { distribution, ...rest } = draft;
  const cashMoves = rest.postings
    .filter((line) => line.account === CASH)
    .reduce((total, line) => total.plus(line.amount), ZERO);
  const entry: PlannedEntry = {
    trustId: state.trustId,
    subaccountId: state.subaccountId,
    kind: event.kind,
    occurredOn: event.occurredOn,
    description: event.description,
    party: event.party,
    category: event.category,
    reference: event.reference,
    source: { type: 'import', ref: sourceRefOf(event), digest },
    ...rest,
  };
  return {
    entry,
    effect: rowEffect(entry, cashMoves),
    cashMoves,
    ...(distribution ? { distribution } : {}),
  };
}

const DRAFTS: Record<BookEvent['kind'], (event: BookEvent, state: BooksState) => Draft> = {
  opening_cash: (event, state) => ({
    postings: moveParts('opening:balance', CASH, parts(event, inBase(event, state))),
  }),
  opening_holding: (event, state) =>
    acquire(
      event,
      'opening:balance',
      parts(event, inBase(event, state)),
      event.holding.length === 3 ? 'currency' : 'security',
    ),
  clerk_restitution: (event, state) => receive(event, state, 'receipt:clerk_restitution'),
  bank_interest: (event, state) => receive(event, state, 'receipt:interest'),
  coupon: (event, state) => receive(event, state, 'receipt:coupon'),
  fee: (event, state) => ({
    postings: moveParts(CASH, `disbursement:${needed(event, 'category')}`, parts(event, inBase(event, state))),
  }),
  distribution: (event, state) => distribute(event, state),
  distribution_return: (event, state) => giveBack(event, state),
  holding_purchase: (event, state) =>
    acquire(noParts(event), CASH, { principal: inBase(event, state), income: ZERO }, 'security'),
  currency_purchase: (event, state) =>
    acquire(noParts(event), CASH, { principal: inBase(event, state), income: ZERO }, 'currency'),
  holding_sale: (event, state) => dispose(event, state),
  currency_sale: (event, state) => dispose(event, state),
  holding_maturity: (event, state) => mature(event, state),
};

function inBase(event: BookEvent, state: BooksState): Decimal {
  if (event.currency !== state.baseCurrency) {
    throw new RowRefused(
      'currency',
      `${event.kind} is in ${state.baseCurrency}, the trust's currency; the row says ${event.currency}.`,
    );
  }
  return event.amount;
}

/** Principal plus income must be the amount, to the cent (UFIPA: every receipt and payment has its part). */
function parts(event: BookEvent, amount: Decimal): Parts {
  const principal = event.principal ?? ZERO;
  const income = event.income ?? ZERO;
  if (principal.isNegative())
    throw new RowRefused('principal', `Principal ${money(principal)} is below zero. Write the parts without a sign.`);
  if (income.isNegative())
    throw new RowRefused('income', `Income ${money(income)} is below zero. Write the parts without a sign.`);
  if (!principal.plus(income).eq(amount)) {
    throw new RowRefused(
      'principal',
      `Principal ${money(principal)} and income ${money(income)} make ${money(principal.plus(income))}; the amount is ${money(amount)}.`,
    );
  }
  return { principal, income };
}

function noParts(event: BookEvent): BookEvent {
  if (event.principal !== null || event.income !== null) {
    throw new RowRefused(
      'principal',
      `${event.kind} changes only the form of an asset. Leave principal and income blank.`,
    );
  }
  return event;
}

function needed(event: BookEvent, column: 'category' | 'holding' | 'party'): string {
  if (event[column] === '') throw new RowRefused(column, `${event.kind} needs its ${column}.`);
  return event[column];
}

function unitsOf(event: BookEvent): Decimal {
  if (event.units === null) throw new RowRefused('units', `${event.kind} needs the number of units.`);
  return event.units;
}

function receive(event: BookEvent, state: BooksState, account: string): Draft {
  return {
    postings: moveParts(account, CASH, parts(event, inBase(event, state))),
  };
}

function acquire(event: BookEvent, from: string, value: Parts, kind: Holding['kind']): Draft {
  const holding = needed(event, 'holding');
  const units = unitsOf(event);
  if (!value.income.isZero())
    throw new RowRefused('income', 'A holding is carried as principal. Put its whole carrying value under principal.');
  const lot = { id: { row: event.row }, units, carrying: value.principal };
  return {
    opens: { holding, kind, description: event.description },
    postings: acquisition({ holding, kind }, lot, from),
  };
}

/** What a row takes out of a holding, and by which rule. */
function takingOf(
  event: BookEvent,
  { lots, lotPolicy }: BooksState,
  holding = needed(event, 'holding'),
  units = unitsOf(event),
): TakingOut<PlannedLot['id']> {
  return { holding, lots, units, policy: lotPolicy, occurredOn: event.occurredOn };
}

/** The ledger's own refusal of units that are not there, at the field that asks for them. */
function asRow<T>(field: Column, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal ? new RowRefused(field, error.message) : error;
  }
}

function dispose(event: BookEvent, state: BooksState): Draft {
  const proceeds = inBase(event, state);
  const taking = takingOf(event, state);
  const { postings, carrying, gain } = asRow('units', () => sale(taking, proceeds));
  if (event.income !== null && !event.income.isZero())
    throw new RowRefused('income', 'A gain or loss on a sale is principal. Leave income blank.');
  if (!(event.principal ?? ZERO).eq(gain)) {
    throw new RowRefused(
      'principal',
      `The row says a gain of ${money(event.principal ?? ZERO)}; proceeds ${money(proceeds)} less carrying value ${money(carrying)} is ${money(gain)}.`,
    );
  }
  return { postings };
}

/**
 * What a bill brings over its cost is income or a gain as the row says: an opening does not tell when it was bought, and
 * so not whether that was within a year (UPIA 406(b)).
 */
function mature(event: BookEvent, state: BooksState): Draft {
  const proceeds = inBase(event, state);
  const income = event.income ?? ZERO;
  const principal = event.principal ?? ZERO;
  const taking = takingOf(event, state);
  const { postings, carrying, gain } = asRow('units', () => maturity(taking, proceeds, income));
  if (!gain.eq(principal) || income.isNegative() || (!income.isZero() && !principal.isZero())) {
    throw new RowRefused(
      'income',
      `Proceeds ${money(proceeds)} less carrying value ${money(carrying)} is ${money(gain.plus(income))}; the row accounts for ${money(income.plus(principal))}.`,
    );
  }
  return { postings };
}

function distribute(event: BookEvent, state: BooksState): Draft {
  const account = `distribution:${needed(event, 'category')}`;
  needed(event, 'party');
  if (event.currency === state.baseCurrency) {
    const value = parts(event, event.amount);
    return {
      postings: moveParts(CASH, account, value),
      distribution: { amount: event.amount, parts: value, account },
    };
  }
  // Paid out of foreign cash on hand: the distribution is at the carrying value of the units spent, never at today's rate.
  const taking = takingOf(event, state, event.currency, event.amount);
  const { postings, carrying } = asRow('amount', () => spending(taking, account));
  if (!parts(event, carrying).income.isZero())
    throw new RowRefused('income', `${event.currency} on hand is principal. Put its carrying value under principal.`);
  return { postings };
}

function giveBack(event: BookEvent, state: BooksState): Draft {
  const original = state.distributions.get(event.reference);
  if (!original)
    throw new RowRefused(
      'reference',
      `No distribution ${event.reference} is in the books or above this row. A return bears the reference of what it returns.`,
    );
  if (state.returned.has(event.reference))
    throw new RowRefused('reference', `The distribution ${event.reference} was returned already. It returns once.`);
  const value = parts(event, inBase(event, state));
  if (!value.principal.eq(original.parts.principal) || !value.income.eq(original.parts.income)) {
    throw new RowRefused(
      'amount',
      `The return is ${money(event.amount)}; the distribution was ${money(original.amount)}. Bring back the whole, and write what the bank kept as a fee.`,
    );
  }
  return {
    postings: moveParts(original.account, CASH, value),
    reverses: original.entry,
  };
}
