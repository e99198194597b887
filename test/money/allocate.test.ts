import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, type Claim } from '~/money/allocate';
import { amount, Decimal, toText, ZERO } from '~/money/amount';

const claim = (id: string, weight: string, limit = '1000000'): Claim => ({
  id,
  weight: amount(weight),
  limit: amount(limit),
});
const amounts = (total: string, claims: Claim[]) =>
  allocate(amount(total), claims).shares.map((share) => toText(share.amount));

describe('largest remainder', () => {
  const CASES: Array<[total: string, claims: Claim[], shares: string[]]> = [
    ['100.00', [claim('1', '10000'), claim('2', '20000'), claim('3', '3333.33')], ['30.00', '60.00', '10.00']],
    ['475.33', [claim('1', '48000'), claim('2', '12500'), claim('3', '3000')], ['359.30', '93.57', '22.46']],
    ['100.00', [claim('a', '1'), claim('b', '1'), claim('c', '1')], ['33.34', '33.33', '33.33']],
    ['0.02', [claim('a', '1'), claim('b', '1'), claim('c', '1')], ['0.01', '0.01', '0.00']],
    ['212.47', [claim('1', '18420.55'), claim('2', '5310.00'), claim('3', '1204.45')], ['156.96', '45.25', '10.26']],
    [
      '1000.00',
      [claim('1', '600', '500'), claim('2', '300', '400'), claim('3', '100', '200')],
      ['500.00', '375.00', '125.00'],
    ],
    ['0.00', [claim('1', '5'), claim('2', '3')], ['0.00', '0.00']],
    ['10.00', [claim('1', '0'), claim('2', '3')], ['0.00', '10.00']],
  ];
  test.each(CASES)('%s', (total, claims, shares) => {
    expect(amounts(total, claims)).toEqual(shares);
  });

  test('a cascade of clips ends with a rest that nobody can take', () => {
    const { shares, rest } = allocate(amount('100.00'), [claim('1', '9', '10'), claim('2', '1', '20')]);
    expect(shares.map((share) => toText(share.amount))).toEqual(['10.00', '20.00']);
    expect(toText(rest)).toBe('70.00');
  });

  test('a total finer than a cent, or below zero, is a fault', () => {
    expect(() => allocate(amount('0.001'), [claim('1', '1')])).toThrow('finer than a cent');
    expect(() => allocate(amount('-1.00'), [claim('1', '1')])).toThrow('below zero');
  });
});

describe('whatever the claims', () => {
  const cents = (most: number) => fc.integer({ min: 0, max: most }).map((value) => new Decimal(value).div(100));
  const claims = fc
    .array(fc.record({ weight: cents(99_999_999), limit: cents(9_999_999) }), { minLength: 1, maxLength: 9 })
    .map((list) => list.map((item, index) => ({ ...item, id: `c${index}` })));

  test('the sum is exact and no limit is passed', () => {
    fc.assert(
      fc.property(cents(99_999_999), claims, (total, list) => {
        const { shares, rest } = allocate(total, list);
        expect(shares.reduce((all, share) => all.plus(share.amount), rest).eq(total)).toBe(true);
        expect(rest.gte(ZERO)).toBe(true);
        for (const [index, share] of shares.entries()) expect(share.amount.lte(list[index]?.limit ?? ZERO)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('the order of the claims changes no share', () => {
    fc.assert(
      fc.property(
        cents(99_999_999),
        claims.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        (total, [list, shuffled]) => {
          const of = (given: Claim[]) =>
            allocate(total, given)
              .shares.map((share) => `${share.id} ${toText(share.amount)}`)
              .sort();
          expect(of(shuffled)).toEqual(of(list));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('without limits, no share is a whole cent from its exact part', () => {
    fc.assert(
      fc.property(cents(99_999_999), claims, (total, list) => {
        const wide = list.map((item) => ({ ...item, weight: item.weight.plus(1), limit: amount('999999999') }));
        for (const share of allocate(total, wide).shares) {
          expect(share.amount.minus(share.exact).abs().lt('0.0101')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
