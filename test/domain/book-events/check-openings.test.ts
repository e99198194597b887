import { type Cells, fee } from 'test/domain/book-events/books-csv';
import { empty, opening, paid, plan, problems } from 'test/domain/book-events/empty-books';
import { describe, expect, it } from 'vitest';
import { amount, ZERO } from '~/money/amount';

describe('openings that continue books', () => {
  const begun = empty({
    cash: { principal: amount('4000.00'), income: amount('1.00') },
    lots: [
      {
        id: { id: 7 },
        holding: 'NOTE',
        kind: 'security',
        acquiredOn: '2026-02-01',
        units: amount('10'),
        carrying: amount('1000.00'),
      },
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
