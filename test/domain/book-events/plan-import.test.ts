import { type Cells, fee } from 'test/domain/book-events/books-csv';
import { bought, opening, paid, plan } from 'test/domain/book-events/empty-books';
import { describe, expect, it } from 'vitest';
import { sum, toText } from '~/money/amount';

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
