import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LotBalance, relieveLots } from '~/ledger/relieve-lots';
import { amount, Decimal, sum } from '~/money/amount';

const lots = (...rows: Array<[units: string, carrying: string]>): LotBalance[] =>
  rows.map(([units, carrying], index) => ({ id: index + 1, units: amount(units), carrying: amount(carrying) }));

const said = (relief: ReturnType<typeof relieveLots>) =>
  relief?.lots.map((lot) => `${lot.id}: ${lot.units} at ${lot.carrying}`) ?? null;

describe('carrying value that leaves a holding', () => {
  const TWO = lots(['100', '1000.00'], ['300', '3600.00']);

  it.each([
    ['average', '100', ['1: 25 at 250', '2: 75 at 900']],
    ['fifo', '100', ['1: 100 at 1000']],
    ['fifo', '150', ['1: 100 at 1000', '2: 50 at 600']],
    ['average', '400', ['1: 100 at 1000', '2: 300 at 3600']],
    ['fifo', '400', ['1: 100 at 1000', '2: 300 at 3600']],
  ] as const)('%s, %s units', (policy, units, expected) => {
    expect(said(relieveLots(TWO, amount(units), policy))).toEqual(expected);
  });

  it.each(['0', '-1', '400.0001'])('%s of 400 units is not there', (units) => {
    for (const policy of ['average', 'fifo'] as const) expect(relieveLots(TWO, amount(units), policy)).toBeNull();
    expect(relieveLots([], amount('1'), 'fifo')).toBeNull();
  });

  it('is rounded to the cent, and the last unit takes the rest', () => {
    const one = lots(['3', '100.00']);
    expect(said(relieveLots(one, amount('1'), 'average'))).toEqual(['1: 1 at 33.33']);
    expect(said(relieveLots(lots(['2', '66.67']), amount('1'), 'average'))).toEqual(['1: 1 at 33.34']);
    expect(said(relieveLots(lots(['1', '33.33']), amount('1'), 'average'))).toEqual(['1: 1 at 33.33']);
  });

  it('the books’ own example: PHP 57,800 of 86,700 carried at 1,500.00 carry 1,000.00', () => {
    expect(said(relieveLots(lots(['86700', '1500.00']), amount('57800'), 'average'))).toEqual(['1: 57800 at 1000']);
  });

  it('does not lose units where many shares round down and the last lot is small', () => {
    const many = lots(...Array.from({ length: 9 }, () => ['1', '10.00'] as [string, string]), ['0.0001', '0.01']);
    expect(sum(relieveLots(many, amount('4.5004'), 'average')?.lots.map((lot) => lot.units) ?? []).toString()).toBe(
      '4.5004',
    );
  });

  it('of a lot whose share carries nothing is taken from the others', () => {
    const small = lots(['100', '100.00'], ['0.5', '0.50'], ['100', '100.00']);
    expect(said(relieveLots(small, amount('1'), 'average'))).toEqual(['1: 0.4988 at 0.5', '3: 0.5012 at 0.5']);
    const tiny = lots(['5', '0.01'], ['5', '10.00']);
    expect(said(relieveLots(tiny, amount('6'), 'average'))).toEqual(['1: 1 at 0', '2: 5 at 10']);
  });

  it('leaves a cent with the units that remain, so that they can still leave', () => {
    const bill = lots(['1000', '5.00']);
    expect(said(relieveLots(bill, amount('999.9'), 'average'))).toEqual(['1: 999.9 at 4.99']);
    expect(said(relieveLots(lots(['100', '0.01']), amount('99'), 'fifo'))).toEqual(['1: 99 at 0']);
    expect(said(relieveLots(lots(['100', '0.01']), amount('100'), 'fifo'))).toEqual(['1: 100 at 0.01']);
    expect(said(relieveLots(lots(['100', '0.006']), amount('99'), 'average'))).toEqual(['1: 99 at 0']);
  });
});

const tenThousandths = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => new Decimal(n).div(10_000));
const cents = (most: number) => fc.integer({ min: 0, max: most }).map((n) => new Decimal(n).div(100));
const holding = fc.array(fc.record({ units: tenThousandths(1, 90_000_000), carrying: cents(9_000_000) }), {
  minLength: 1,
  maxLength: 12,
});
const policy = fc.constantFrom('average' as const, 'fifo' as const);

describe('for any holding', () => {
  it('exactly the units leave, no lot goes below zero, and an emptied lot carries nothing', () => {
    fc.assert(
      fc.property(holding, policy, fc.double({ min: 0, max: 1, noNaN: true }), (rows, how, part) => {
        const held = rows.map((row, id) => ({ ...row, id }));
        const total = sum(held.map((lot) => lot.units));
        const units = Decimal.max('0.0001', total.times(part).toDecimalPlaces(4, Decimal.ROUND_DOWN));
        const relief = relieveLots(held, units, how);
        expect(relief).not.toBeNull();
        expect(sum(relief?.lots.map((lot) => lot.units) ?? []).eq(units)).toBe(true);
        expect(relief?.carrying.eq(sum(relief.lots.map((lot) => lot.carrying)))).toBe(true);
        for (const taken of relief?.lots ?? []) {
          const lot = held[taken.id];
          const left = lot?.units.minus(taken.units);
          expect(taken.units.gt(0) && left?.gte(0)).toBe(true);
          expect(taken.carrying.gte(0) && lot?.carrying.gte(taken.carrying)).toBe(true);
          if (left?.isZero()) expect(lot?.carrying.eq(taken.carrying)).toBe(true);
          else if (lot?.carrying.gt(0)) expect(lot.carrying.gt(taken.carrying)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('sold piece by piece until the last unit, all that was carried has left, to the cent', () => {
    fc.assert(
      fc.property(holding, policy, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), (rows, how, pieces) => {
        let held = rows.map((row, id) => ({ ...row, id }));
        let left = sum(rows.map((row) => row.carrying));
        for (const piece of [...pieces, 10]) {
          const total = sum(held.map((lot) => lot.units));
          const units = total.times(piece).div(10).toDecimalPlaces(4, Decimal.ROUND_DOWN);
          const relief = relieveLots(held, units, how);
          if (!relief) continue;
          left = left.minus(relief.carrying);
          held = held
            .map((lot) => {
              const taken = relief.lots.find((item) => item.id === lot.id);
              return taken
                ? { ...lot, units: lot.units.minus(taken.units), carrying: lot.carrying.minus(taken.carrying) }
                : lot;
            })
            .filter((lot) => lot.units.gt(0));
        }
        expect(held).toEqual([]);
        expect(left.toString()).toBe('0');
      }),
      { numRuns: 500 },
    );
  });
});
