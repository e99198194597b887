import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { owed, victimRemaining } from '~/domain/awards/owed';
import { type AwardFacts, allocationRule, sharedOut, sharesText } from '~/domain/receipts/allocation-rule';
import { amount, Decimal, toText, ZERO } from '~/money/amount';

const THRESHOLD = amount('25.00');

/** An award of so much, nothing paid yet, for which the defendant answers in full unless a cap says less. */
function award(reference: string, loss: string, more: Partial<Record<keyof AwardFacts, string>> = {}): AwardFacts {
  return {
    reference,
    lossFound: amount(loss),
    applied: amount(more.applied ?? '0'),
    cap: amount(more.cap ?? loss),
    appliedFromDefendant: amount(more.appliedFromDefendant ?? '0'),
    held: amount(more.held ?? '0'),
  };
}

function shared(total: string, awards: AwardFacts[], threshold = THRESHOLD) {
  const result = allocationRule(amount(total), awards, threshold);
  return { ...result, amounts: result.shares.map((share) => toText(share.amount)), rest: toText(result.rest) };
}

describe('the shares of a receipt', () => {
  test('100.00 over 10,000 / 20,000 / 3,333.33: the cent goes to the largest remainder', () => {
    const { amounts, rest } = shared('100.00', [award('1', '10000'), award('2', '20000'), award('3', '3333.33')]);
    expect(amounts).toEqual(['30.00', '60.00', '10.00']);
    expect(rest).toBe('0.00');
  });

  test('475.33 over 48,000 / 12,500 / 3,000: 22.46 waits for its own child and is not shared out again', () => {
    const { shares, amounts } = shared('475.33', [award('N', '48000'), award('K', '12500'), award('G', '3000')]);
    expect(amounts).toEqual(['359.30', '93.57', '22.46']);
    expect(shares.map((share) => share.state)).toEqual(['applied', 'applied', 'held_below_threshold']);
    expect(shares.map((share) => share.exact.toString())).toEqual(['359.3046', '93.5689', '22.4565']);
    expect(shares.map((share) => share.centAdded.toString())).toEqual(['0', '0.01', '0.01']);
  });

  test('100.00 in equal thirds: 33.34 / 33.33 / 33.33, and 0.02: 0.01 / 0.01 / 0.00', () => {
    const thirds = ['A', 'B', 'C'].map((reference) => award(reference, '500'));
    expect(shared('100.00', thirds).amounts).toEqual(['33.34', '33.33', '33.33']);
    expect(shared('0.02', thirds).amounts).toEqual(['0.01', '0.01', '0.00']);
  });

  test('nobody gets more than is owed: 1,000 over losses of 600 (his cap 500), 300 and 100', () => {
    const { amounts, rest } = shared('1000.00', [
      award('1', '600', { cap: '500' }),
      award('2', '300', { cap: '400' }),
      award('3', '100', { cap: '200' }),
    ]);
    expect(amounts).toEqual(['500.00', '300.00', '100.00']);
    expect(rest).toBe('100.00');
  });

  test('what one cannot take is shared anew among the others, by what each is still owed', () => {
    const { amounts, rest } = shared('1000.00', [
      award('1', '6000', { cap: '500' }),
      award('2', '3000'),
      award('3', '1000'),
    ]);
    expect(amounts).toEqual(['500.00', '375.00', '125.00']);
    expect(rest).toBe('0.00');
  });

  test('what nobody on the order can take is left over, to the cent', () => {
    const { amounts, rest } = shared('750.01', [award('1', '500'), award('2', '250')]);
    expect(amounts).toEqual(['500.00', '250.00']);
    expect(rest).toBe('0.01');
  });

  test('an order without awards takes nothing', () => {
    expect(shared('10.00', [])).toMatchObject({ amounts: [], rest: '10.00' });
  });
});

describe('the threshold', () => {
  test('22.46 held and 2.60 more reach 25.06: released', () => {
    const [share] = shared('2.60', [award('G', '3000', { applied: '22.46', held: '22.46' })]).shares;
    expect(share).toMatchObject({ state: 'applied', releases: true });
  });

  test('22.46 held and 2.53 more stay held', () => {
    const [share] = shared('2.53', [award('G', '3000', { applied: '22.46', held: '22.46' })]).shares;
    expect(share).toMatchObject({ state: 'held_below_threshold', releases: false });
  });

  test('exactly 25.00 is applied', () => {
    expect(shared('25.00', [award('G', '3000')]).shares[0]).toMatchObject({ state: 'applied', releases: false });
  });

  test('the last of a debt is paid out however small, with what was held', () => {
    const [share] = shared('5.00', [award('G', '10', { applied: '5.00', held: '5.00' })]).shares;
    expect(share).toMatchObject({ state: 'applied', releases: true });
  });
});

describe('what a defendant owes (United States v. Salti)', () => {
  const remaining = victimRemaining({ lossFound: amount('72000'), applied: amount('5117.92').plus('35000') });
  const owes = (cap: string, paid: string, left: Decimal) =>
    toText(owed({ cap: amount(cap), appliedFromDefendant: amount(paid), victimRemaining: left }));

  test('each owes his full amount until the victim is whole', () => {
    expect(toText(remaining)).toBe('31882.08');
    expect(owes('35000', '35000', remaining)).toBe('0.00');
    expect(owes('72000', '5117.92', remaining)).toBe('31882.08');
  });

  test('before Salti pays, nothing of Towner’s payment counts for him', () => {
    const before = victimRemaining({ lossFound: amount('72000'), applied: amount('5117.92') });
    expect(owes('35000', '0', before)).toBe('35000.00');
  });

  test('the balances are not added up: 5,000 left is 5,000 for each of three', () => {
    const left = victimRemaining({ lossFound: amount('100000'), applied: amount('95000') });
    expect([owes('100000', '30000', left), owes('60000', '50000', left), owes('25000', '15000', left)]).toEqual([
      '5000.00',
      '5000.00',
      '5000.00',
    ]);
  });

  test('8,000 from B pays 5,000; 3,000 belongs to nobody on the order', () => {
    const b = award('V', '100000', { applied: '95000', cap: '60000', appliedFromDefendant: '50000' });
    expect(shared('8000.00', [b])).toMatchObject({ amounts: ['5000.00'], rest: '3000.00' });
  });

  test('never below zero', () => {
    expect(toText(victimRemaining({ lossFound: amount('100'), applied: amount('120') }))).toBe('0.00');
    expect(owes('100', '120', amount('50'))).toBe('0.00');
  });
});

describe('whatever the receipt and the order', () => {
  const cents = (most: number) => fc.integer({ min: 0, max: most }).map((value) => new Decimal(value).div(100));
  const awards = fc
    .array(
      fc.record({ loss: cents(9_000_000), cap: cents(9_000_000), applied: cents(3_000_000), held: cents(2_500) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((list) =>
      list.map(({ loss, cap, applied, held }, index): AwardFacts => {
        const paid = Decimal.min(applied, loss);
        return { reference: `A-${index}`, lossFound: loss, applied: paid, cap, appliedFromDefendant: paid, held };
      }),
    );

  test('shares and rest are the receipt, exactly; no share is above what is owed', () => {
    fc.assert(
      fc.property(cents(20_000_000), awards, (total, list) => {
        const result = allocationRule(total, list, THRESHOLD);
        expect(sharedOut(result).plus(result.rest).eq(total)).toBe(true);
        for (const [index, share] of result.shares.entries()) {
          const facts = list[index] as AwardFacts;
          const limit = owed({ ...facts, victimRemaining: victimRemaining(facts) });
          expect(share.amount.lte(limit)).toBe(true);
          expect(share.amount.gte(ZERO) && share.amount.mod('0.01').isZero()).toBe(true);
        }
        // Money is left over only where everyone has all that is owed.
        if (result.rest.gt(ZERO)) {
          const open = list.reduce(
            (all, facts) => all.plus(owed({ ...facts, victimRemaining: victimRemaining(facts) })),
            ZERO,
          );
          expect(sharedOut(result).eq(open)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the order of the awards changes nothing', () => {
    fc.assert(
      fc.property(
        cents(20_000_000),
        awards.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        (total, [list, shuffled]) => {
          const byReference = (given: AwardFacts[]) =>
            new Map(
              allocationRule(total, given, THRESHOLD).shares.map((share) => [share.reference, toText(share.amount)]),
            );
          expect(new Map([...byReference(shuffled)].sort())).toEqual(new Map([...byReference(list)].sort()));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the text of a preview changes when a balance does', () => {
    const before = allocationRule(amount('100'), [award('1', '500'), award('2', '500')], THRESHOLD);
    const after = allocationRule(amount('100'), [award('1', '500', { applied: '1' }), award('2', '500')], THRESHOLD);
    expect(sharesText(after)).not.toBe(sharesText(before));
  });
});
