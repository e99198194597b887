import type { Decimal } from '~/money/amount';

/** What can happen to a trust's property, as its books say it. */
export const BOOK_EVENT_KINDS = [
  'opening_cash',
  'opening_holding',
  'clerk_restitution',
  'bank_interest',
  'coupon',
  'fee',
  'distribution',
  'distribution_return',
  'holding_purchase',
  'holding_sale',
  'holding_maturity',
  'currency_purchase',
  'currency_sale',
] as const;

export type BookEventKind = (typeof BOOK_EVENT_KINDS)[number];

export const COLUMNS = [
  'occurred_on',
  'kind',
  'amount',
  'currency',
  'units',
  'holding',
  'principal',
  'income',
  'party',
  'category',
  'reference',
  'description',
] as const;

export type Column = (typeof COLUMNS)[number];

/** One row of a trust's books. `amount` is the cash that moved, in `currency`; the parts are what is charged or credited. */
export interface BookEvent {
  /** The line of the file, the head being line 1. */
  row: number;
  occurredOn: string;
  kind: BookEventKind;
  amount: Decimal;
  currency: string;
  units: Decimal | null;
  holding: string;
  principal: Decimal | null;
  income: Decimal | null;
  party: string;
  category: string;
  reference: string;
  description: string;
}

/** What is wrong, where, and what to do. `field` is empty when the whole file or row is meant. */
export interface RowProblem {
  row: number;
  field: string;
  message: string;
}

/** Identifies a row for ever: kind and reference; an opening by kind, holding and day, having no reference. */
export function sourceRefOf(event: Pick<BookEvent, 'kind' | 'reference' | 'holding' | 'occurredOn'>): string {
  return event.kind === 'opening_cash' || event.kind === 'opening_holding'
    ? `${event.kind}:${event.holding}:${event.occurredOn}`
    : `${event.kind}:${event.reference}`;
}

/** The row's figures in one canonical line; its digest tells a repeat from a contradiction. */
export function canonicalRow(event: BookEvent): string {
  const text = (value: Decimal | null) => (value === null ? '' : value.toString());
  return JSON.stringify([
    event.occurredOn,
    event.kind,
    text(event.amount),
    event.currency,
    text(event.units),
    event.holding,
    text(event.principal),
    text(event.income),
    event.party,
    event.category,
    event.reference,
    event.description,
  ]);
}
