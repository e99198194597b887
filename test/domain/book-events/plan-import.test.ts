import { type Cells, events, fee } from 'test/domain/book-events/books-csv';
import { describe, expect, it } from 'vitest';
import { canonicalRow } from '~/domain/book-events/book-event';
import type { BooksState } from '~/domain/book-events/books-state';
import { planImport } from '~/domain/book-events/plan-import';
import { amount, sum, toText, ZERO } from '~/money/amount';

/** Books that hold nothing yet. */
const empty = (changed: Partial<BooksState> = {}): BooksState => ({
  trustId: 1,
  subaccountId: 1,
  baseCurrency: 'USD',
  openedOn: '2026-01-01',
  lotPolicy: 'average',
  accountedThrough: null,
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

const plan = (rows: Cells[], state = empty()) => planImport(events(...rows), state, canonicalRow);
const problems = (rows: Cells[], state = empty()) =>
  plan(rows, state).problems.map(({ row, field, message }) => `${row} ${field}: ${message}`);

const opening: Cells = {
  occurred_on: '2026-01-01',
  kind: 'opening_cash',
  amount: '5000.00',
  currency: 'USD',
  principal: '5000.00',
  income: '0.00',
};
const bought: Cells = {
  occurred_on: '2026-02-01',
  kind: 'holding_purchase',
  amount: '1000.00',
  currency: 'USD',
  units: '10',
  holding: 'NOTE',
  reference: 'B-1',
};
const paid: Cells = {
  occurred_on: '2026-03-01',
  kind: 'distribution',
  amount: '350.00',
  currency: 'USD',
  principal: '350.00',
  party: 'Clinic',
  category: 'MED-CARE',
  reference: 'D-1',
};

/** What a row posts, as "account part amount". */
const posted = (rows: Cells[]) => {
  const { rows: planned, problems: found } = plan(rows);
  expect(found).toEqual([]);
  const postings = planned.at(-1)?.entry?.postings ?? [];
  for (const part of ['principal', 'income'])
    expect(sum(postings.filter((line) => line.part === part).map((line) => line.amount)).isZero()).toBe(true);
  return postings.map((line) => `${line.account} ${line.part} ${toText(line.amount)}`).sort();
};

describe('what each kind posts', () => {
  const cells = (kind: string, changed: Cells): Cells =>
    fee({ occurred_on: '2026-06-01', category: '', kind, ...changed });

  it.each<[string, Cells[], string[]]>([
    ['opening_cash', [opening], ['asset:cash principal 5000.00', 'opening:balance principal -5000.00']],
    [
      'opening_holding',
      [{ ...opening, kind: 'opening_holding', holding: 'BILL', units: '5000' }],
      ['asset:BILL principal 5000.00', 'opening:balance principal -5000.00'],
    ],
    [
      'clerk_restitution',
      [opening, cells('clerk_restitution', {})],
      ['asset:cash principal 45.00', 'receipt:clerk_restitution principal -45.00'],
    ],
    [
      'bank_interest',
      [opening, cells('bank_interest', { principal: '', income: '45.00' })],
      ['asset:cash income 45.00', 'receipt:interest income -45.00'],
    ],
    [
      'coupon',
      [opening, cells('coupon', { principal: '', income: '45.00', holding: 'NOTE' })],
      ['asset:cash income 45.00', 'receipt:coupon income -45.00'],
    ],
    [
      'fee, in both parts',
      [
        opening,
        { ...opening, kind: 'opening_holding', holding: 'X', units: '1' },
        cells('bank_interest', { reference: 'I', principal: '', income: '45.00' }),
        fee({ occurred_on: '2026-06-02', principal: '22.50', income: '22.50' }),
      ],
      [
        'asset:cash income -22.50',
        'asset:cash principal -22.50',
        'disbursement:wire_fee income 22.50',
        'disbursement:wire_fee principal 22.50',
      ],
    ],
    ['distribution', [opening, paid], ['asset:cash principal -350.00', 'distribution:MED-CARE principal 350.00']],
    [
      'distribution_return',
      [opening, paid, { ...paid, kind: 'distribution_return', occurred_on: '2026-03-08' }],
      ['asset:cash principal 350.00', 'distribution:MED-CARE principal -350.00'],
    ],
    ['holding_purchase', [opening, bought], ['asset:NOTE principal 1000.00', 'asset:cash principal -1000.00']],
    [
      'holding_sale at a gain',
      [
        opening,
        bought,
        {
          ...bought,
          kind: 'holding_sale',
          occurred_on: '2026-04-01',
          units: '5',
          amount: '520.00',
          principal: '20.00',
          reference: 'S-1',
        },
      ],
      ['asset:NOTE principal -500.00', 'asset:cash principal 520.00', 'gain:NOTE principal -20.00'],
    ],
    [
      'holding_sale at a loss',
      [
        opening,
        bought,
        {
          ...bought,
          kind: 'holding_sale',
          occurred_on: '2026-04-01',
          units: '5',
          amount: '490.00',
          principal: '-10.00',
          reference: 'S-1',
        },
      ],
      ['asset:NOTE principal -500.00', 'asset:cash principal 490.00', 'loss:NOTE principal 10.00'],
    ],
    [
      'holding_maturity, its excess as income',
      [
        opening,
        bought,
        {
          ...bought,
          kind: 'holding_maturity',
          occurred_on: '2026-04-01',
          amount: '1030.00',
          income: '30.00',
          reference: 'M-1',
        },
      ],
      [
        'asset:NOTE principal -1000.00',
        'asset:cash income 30.00',
        'asset:cash principal 1000.00',
        'receipt:maturity_excess income -30.00',
      ],
    ],
    [
      'currency_purchase',
      [opening, { ...bought, kind: 'currency_purchase', holding: 'PHP', units: '57800' }],
      ['asset:PHP principal 1000.00', 'asset:cash principal -1000.00'],
    ],
    [
      'currency_sale',
      [
        opening,
        { ...bought, kind: 'currency_purchase', holding: 'PHP', units: '57800' },
        {
          ...bought,
          kind: 'currency_sale',
          holding: 'PHP',
          units: '28900',
          occurred_on: '2026-04-01',
          amount: '490.25',
          principal: '-9.75',
          reference: 'S-1',
        },
      ],
      ['asset:PHP principal -500.00', 'asset:cash principal 490.25', 'loss:PHP principal 9.75'],
    ],
    [
      'distribution out of foreign cash, at its carrying value',
      [
        opening,
        { ...bought, kind: 'currency_purchase', holding: 'PHP', units: '57800' },
        { ...paid, currency: 'PHP', amount: '28900.00', principal: '500.00' },
      ],
      ['asset:PHP principal -500.00', 'distribution:MED-CARE principal 500.00'],
    ],
  ])('%s', (_kind, rows, expected) => {
    expect(posted(rows)).toEqual(expected);
  });

  it('a return points at what it returns', () => {
    const { rows } = plan([opening, paid, { ...paid, kind: 'distribution_return', occurred_on: '2026-03-08' }]);
    expect(rows[2]?.entry?.reverses).toEqual({ row: 3 });
  });

  it('says the effect in words, without the names of accounts', () => {
    const { rows } = plan([opening, bought, paid]);
    expect(rows.map((row) => row.effect)).toEqual([
      'cash +5,000.00',
      'in: NOTE at 1,000.00 · cash −1,000.00',
      'care MED-CARE, principal 350.00 · cash −350.00',
    ]);
    expect(rows.map((row) => toText(row.cashAfter))).toEqual(['5000.00', '4000.00', '3650.00']);
  });
});

describe('what is refused, with its row and field', () => {
  it.each<[string, Cells[], string]>([
    [
      'principal and income that are not the amount',
      [opening, fee({ principal: '40.00', income: '4.00' })],
      '3 principal: Principal 40.00 and income 4.00 make 44.00; the amount is 45.00.',
    ],
    [
      'a part with a sign',
      [opening, fee({ principal: '50.00', income: '-5.00' })],
      '3 income: Income −5.00 is below zero.',
    ],
    [
      'a sale of more units than held',
      [opening, bought, { ...bought, kind: 'holding_sale', units: '11', reference: 'S-1', occurred_on: '2026-04-01' }],
      '4 units: 11 units of NOTE are asked for; the trust holds 10 on 2026-04-01.',
    ],
    [
      'a sale before the purchase',
      [opening, bought, { ...bought, kind: 'holding_sale', units: '5', reference: 'S-1', occurred_on: '2026-01-15' }],
      '4 units: 5 units of NOTE are asked for; the trust holds 0 on 2026-01-15.',
    ],
    [
      'a gain that is not proceeds less carrying value',
      [
        opening,
        bought,
        {
          ...bought,
          kind: 'holding_sale',
          units: '5',
          amount: '520.00',
          principal: '19.00',
          reference: 'S-1',
          occurred_on: '2026-04-01',
        },
      ],
      '4 principal: The row says a gain of 19.00; proceeds 520.00 less carrying value 500.00 is 20.00.',
    ],
    [
      'a distribution above what is there',
      [opening, { ...paid, amount: '5000.01', principal: '5000.01' }],
      '3 amount: This is above what is there: on 2026-03-01 the trust has 5,000.00 in all, and this takes 5,000.01.',
    ],
    [
      'a distribution above the foreign cash',
      [opening, { ...paid, currency: 'PHP', amount: '100.00', principal: '2.00' }],
      '3 amount: 100 units of PHP are asked for; the trust holds 0 on 2026-03-01.',
    ],
    ['a reference that is missing', [opening, fee({ reference: '' })], '3 reference: The reference is missing.'],
    [
      'a reference twice',
      [opening, fee(), fee({ amount: '9.00', principal: '9.00' })],
      '4 reference: fee V-9001 stands in row 3 too.',
    ],
    [
      'a return of what was never paid',
      [opening, { ...paid, kind: 'distribution_return' }],
      '3 reference: No distribution D-1 is in the books or above this row.',
    ],
    [
      'a return of a part',
      [
        opening,
        paid,
        { ...paid, kind: 'distribution_return', occurred_on: '2026-03-08', amount: '325.00', principal: '325.00' },
      ],
      '4 amount: The return is 325.00; the distribution was 350.00.',
    ],
    [
      'a fee in another currency',
      [opening, fee({ currency: 'PHP' })],
      "3 currency: fee is in USD, the trust's currency; the row says PHP.",
    ],
    [
      'a day before the books',
      [opening, fee({ occurred_on: '2025-12-31' })],
      '3 occurred_on: 2025-12-31 is before the trust began',
    ],
    [
      'a day too far ahead',
      [opening, fee({ occurred_on: '2027-03-02' })],
      '3 occurred_on: 2027-03-02 is too far ahead.',
    ],
    ['a payment without its payee', [opening, { ...paid, party: '' }], '3 party: distribution needs its party.'],
  ])('%s', (_what, rows, said) => {
    const found = problems(rows);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });

  it('a day in a period accounted for', () => {
    expect(problems([fee({ occurred_on: '2026-06-01' })], empty({ accountedThrough: '2026-12-31' }))[0]).toContain(
      '2 occurred_on: 2026-06-01 lies in a period accounted for to the court (through 2026-12-31).',
    );
  });

  it('a row that is in the books with other figures', () => {
    const [before] = events(fee());
    const state = empty({ posted: new Map([['fee:V-9001', canonicalRow(before as never)]]), begun: true });
    expect(plan([fee()], state).rows[0]?.outcome).toBe('already_in_books');
    expect(problems([fee({ amount: '46.00', principal: '46.00' })], state)).toEqual([
      '2 reference: V-9001 is in the books with other figures. A posting is not changed; correct it by a reversal.',
    ]);
  });

  it('a file that ends below what is held', () => {
    const state = empty({ cash: { principal: amount('100.00'), income: ZERO }, held: amount('80.00'), begun: true });
    expect(problems([fee()], state)[0]).toContain(
      'cash is below zero to the end of the file: 55.00 at the last day, and 80.00 is held',
    );
  });
});

describe('openings that continue books', () => {
  const begun = empty({
    cash: { principal: amount('4000.00'), income: amount('1.00') },
    lots: [
      { key: { id: 7 }, holding: 'NOTE', acquiredOn: '2026-02-01', units: amount('10'), carrying: amount('1000.00') },
    ],
    movements: [
      { occurredOn: '2026-02-01', holding: '', part: 'principal', amount: amount('4000.00'), units: ZERO },
      { occurredOn: '2026-02-01', holding: '', part: 'income', amount: amount('1.00'), units: ZERO },
      { occurredOn: '2026-02-01', holding: 'NOTE', part: 'principal', amount: amount('1000.00'), units: amount('10') },
    ],
    begun: true,
  });
  const cash: Cells = {
    ...opening,
    occurred_on: '2027-01-01',
    amount: '4001.00',
    principal: '4000.00',
    income: '1.00',
  };
  const note: Cells = {
    ...opening,
    occurred_on: '2027-01-01',
    kind: 'opening_holding',
    holding: 'NOTE',
    units: '10',
    amount: '1000.00',
    principal: '1000.00',
  };

  it('post nothing where they are the closing, item by item', () => {
    const { rows, problems: found } = plan([cash, note, fee()], begun);
    expect(found).toEqual([]);
    expect(rows.map((row) => row.outcome)).toEqual(['agrees_with_closing', 'agrees_with_closing', 'new']);
  });

  it('are compared with the day before, not with what was posted since', () => {
    const later = empty({
      ...begun,
      cash: { principal: amount('3955.00'), income: amount('1.00') },
      movements: [
        ...begun.movements,
        { occurredOn: '2027-01-05', holding: '', part: 'principal', amount: amount('-45.00'), units: ZERO },
      ],
    });
    expect(plan([cash, note], later).problems).toEqual([]);
  });

  it('of the next year in the file of a whole year are its own closing', () => {
    const next: Cells = { ...opening, occurred_on: '2027-01-01', amount: '4650.00', principal: '4650.00' };
    const { rows, problems: found } = plan([opening, paid, next]);
    expect(found).toEqual([]);
    expect(rows.map((row) => row.outcome)).toEqual(['new', 'new', 'agrees_with_closing']);
  });

  it.each<[string, Cells[], string]>([
    [
      'of other cash',
      [{ ...cash, amount: '4002.00', principal: '4001.00' }, note],
      '2 amount: The opening of cash is 4,002.00; the books closed at 4,001.00.',
    ],
    [
      'of cash in other parts',
      [{ ...cash, principal: '3999.00', income: '2.00' }, note],
      '2 principal: The parts of the opening cash differ from the closing: principal 4,000.00, income 1.00.',
    ],
    [
      'of other units',
      [cash, { ...note, units: '9' }],
      '3 units: The opening of NOTE has 9 units; the books closed with 10.00.',
    ],
    [
      'of other carrying value',
      [cash, { ...note, amount: '999.00', principal: '999.00' }],
      '3 amount: The opening of NOTE is 999.00; the books closed at 1,000.00.',
    ],
    [
      'without a holding that was there',
      [cash],
      '2 holding: The books closed with NOTE, and the file has no opening for it.',
    ],
    ['without the cash', [note], '2 kind: The books closed with cash, and the file has no opening_cash row.'],
    [
      'with a holding that was not there',
      [cash, note, { ...note, holding: 'GOLD' }],
      '4 holding: The opening has GOLD, which the books did not hold at the last closing.',
    ],
  ])('%s are refused', (_what, rows, said) => {
    const found = problems(rows, begun);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });
});

describe('books that were below zero for a while', () => {
  it('are brought in as they were, and it is said', () => {
    const rows: Cells[] = [
      { ...opening, amount: '100.00', principal: '100.00' },
      { ...opening, kind: 'opening_holding', holding: 'NOTE', units: '10', amount: '1000.00', principal: '1000.00' },
      { ...paid, occurred_on: '2026-03-01' },
      { ...bought, kind: 'holding_sale', occurred_on: '2026-05-01', units: '5', amount: '500.00', reference: 'S-1' },
    ];
    const { problems: found, notices } = plan(rows);
    expect(found).toEqual([]);
    expect(notices).toEqual([
      'Cash is below zero from 2026-03-01 to 2026-05-01, at the lowest −250.00, while holdings cover it. Be ready to explain it in the account.',
    ]);
  });
});
