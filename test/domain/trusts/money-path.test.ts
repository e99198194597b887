import { describe, expect, it } from 'vitest';
import { majorityWindow } from '~/domain/beneficiaries/majority-words';
import { benefitGap } from '~/domain/trusts/benefit-gap';
import { type AccountSum, moneyPath, ofEachHundred } from '~/domain/trusts/money-path';
import { amount, toText } from '~/money/amount';

const sums = (...rows: Array<[AccountSum['kind'], string, string]>): AccountSum[] =>
  rows.map(([kind, code, figure]) => ({ kind, code, amount: amount(figure) }));

describe('where the money went', () => {
  const path = moneyPath(
    sums(
      ['opening', 'opening:balance', '-42932.55'],
      ['receipt', 'receipt:clerk_restitution', '-4750.33'],
      ['receipt', 'receipt:interest', '-212.47'],
      ['receipt', 'receipt:coupon', '-310.00'],
      ['receipt', 'receipt:maturity_excess', '-488.00'],
      ['gain', 'gain:TNOTE', '-55.40'],
      ['loss', 'loss:PHP', '9.75'],
      ['distribution', 'distribution:EDU', '5370.00'],
      ['disbursement', 'disbursement:wire_fee', '1810.00'],
      ['asset', 'asset:cash', '31134.00'],
      ['asset', 'asset:PHP', '500.00'],
      ['asset', 'asset:TNOTE', '9925.00'],
    ),
  );

  it('is read off the accounts', () => {
    const { began, received, earned, care, costs, cash, holdings, onHand } = path;
    expect([began, received, earned, care, costs, cash, holdings, onHand].map(toText)).toEqual([
      '42932.55',
      '4750.33',
      '1056.12',
      '5370.00',
      '1810.00',
      '31134.00',
      '10425.00',
      '41559.00',
    ]);
  });

  it('ties: what began, came and was earned, less care and costs, is on hand', () => {
    const { began, received, earned, care, costs, onHand } = path;
    expect(toText(began.plus(received).plus(earned).minus(care).minus(costs))).toBe(toText(onHand));
  });

  it('is said of each hundred, and not at all while nothing came in', () => {
    expect(ofEachHundred(amount('11790'), amount('53650.33'))).toBe('22');
    expect(ofEachHundred(amount('1'), amount('0'))).toBeNull();
  });
});

describe('a trust that helps nobody', () => {
  it.each([
    ['2026-12-22', null],
    ['2026-07-13', null],
    ['2026-07-12', 180],
    [null, 433],
  ])('last on %s: %s days are said', (last, days) => {
    expect(benefitGap(last, '2025-11-01', '2027-01-08')).toBe(days);
  });
});

describe('majority', () => {
  it.each([
    ['2031-02-14', 'early 2031'],
    ['2031-04-30', 'early 2031'],
    ['2031-05-01', 'mid 2031'],
    ['2031-12-31', 'late 2031'],
  ])('on %s is only ever %s', (day, words) => {
    expect(majorityWindow(day).words).toBe(words);
  });
});
