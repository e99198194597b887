import { type Cells, events, fee } from 'test/domain/book-events/books-csv';
import { bought, empty, opening, paid, plan, problems } from 'test/domain/book-events/empty-books';
import { describe, expect, it } from 'vitest';
import { canonicalRow } from '~/domain/book-events/book-event';
import { amount, ZERO } from '~/money/amount';

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
