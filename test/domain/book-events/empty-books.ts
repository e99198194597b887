import { type Cells, events } from 'test/domain/book-events/books-csv';
import { canonicalRow } from '~/domain/book-events/book-event';
import type { BooksState } from '~/domain/book-events/books-state';
import { planImport } from '~/domain/book-events/plan-import';
import { ZERO } from '~/money/amount';

/** Books that hold nothing yet. */
export const empty = (changed: Partial<BooksState> = {}): BooksState => ({
  trustId: 1,
  subaccountId: 1,
  baseCurrency: 'USD',
  openedOn: '2026-01-01',
  lotPolicy: 'average',
  accountedThrough: null,
  keptSince: null,
  latestDay: '2027-03-01',
  posted: new Map(),
  cash: { principal: ZERO, income: ZERO },
  held: ZERO,
  lots: [],
  movements: [],
  distributions: new Map(),
  returned: new Set(),
  begun: false,
  ...changed,
});

export const plan = (rows: Cells[], state = empty()) => planImport(events(...rows), state, canonicalRow);
export const problems = (rows: Cells[], state = empty()) =>
  plan(rows, state).problems.map(({ row, field, message }) => `${row} ${field}: ${message}`);

export const opening: Cells = {
  occurred_on: '2026-01-01',
  kind: 'opening_cash',
  amount: '5000.00',
  currency: 'USD',
  principal: '5000.00',
  income: '0.00',
};
export const bought: Cells = {
  occurred_on: '2026-02-01',
  kind: 'holding_purchase',
  amount: '1000.00',
  currency: 'USD',
  units: '10',
  holding: 'NOTE',
  reference: 'B-1',
};
export const paid: Cells = {
  occurred_on: '2026-03-01',
  kind: 'distribution',
  amount: '350.00',
  currency: 'USD',
  principal: '350.00',
  party: 'Clinic',
  category: 'MED-CARE',
  reference: 'D-1',
};
