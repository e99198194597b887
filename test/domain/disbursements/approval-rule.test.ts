import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApprovalFacts, approvalRule } from '~/domain/disbursements/approval-rule';
import { getPolicies } from '~/domain/policies/get-policies.server';
import type { Policy } from '~/domain/policies/policy';
import { amount } from '~/money/amount';
import { actAs, cloneDatabase, operatorToken, type TestDatabase } from '../../support/database';

let db: TestDatabase;
let policies: Record<'AP-1' | 'AP-2' | 'AP-3', Policy>;

beforeAll(async () => {
  db = await cloneDatabase();
  // The rule is tested on the records that every installation begins with, not on a copy of them.
  policies = await actAs(db, await operatorToken(db), (q) => getPolicies(q, ['AP-1', 'AP-2', 'AP-3'], '2027-01-08'));
});
afterAll(() => db.drop());

interface Case {
  says: string;
  amount: string;
  /** Others in the window, to the same provider for the same child. */
  others?: string;
  offPlan?: true;
  first?: true;
  inOffice: number;
  mayDecide?: number;
  /** Rule and trustees needed, or "not possible". */
  expect: string;
}

const CASES: Case[] = [
  { says: 'a cent', amount: '0.01', inOffice: 1, expect: 'AP-1 needs 1' },
  { says: 'exactly the first limit', amount: '500.00', inOffice: 1, expect: 'AP-1 needs 1' },
  { says: 'a cent over the first limit', amount: '500.01', inOffice: 2, expect: 'AP-2 needs 2' },
  { says: 'exactly the second limit', amount: '5000.00', inOffice: 2, expect: 'AP-2 needs 2' },
  { says: 'a cent over the second limit', amount: '5000.01', inOffice: 2, expect: 'AP-3 needs 2' },
  { says: 'a small amount off the plan', amount: '1.00', offPlan: true, inOffice: 2, expect: 'AP-3 needs 2' },
  { says: 'a small first payment', amount: '1.00', first: true, inOffice: 2, expect: 'AP-3 needs 2' },
  { says: 'a window up to the limit', amount: '200.00', others: '300.00', inOffice: 1, expect: 'AP-1 needs 1' },
  { says: 'a window a cent over', amount: '200.00', others: '300.01', inOffice: 2, expect: 'AP-2 needs 2' },
  { says: 'a window up to the second limit', amount: '0.01', others: '4999.99', inOffice: 2, expect: 'AP-2 needs 2' },
  { says: 'a window over the second limit', amount: '0.01', others: '5000.00', inOffice: 2, expect: 'AP-3 needs 2' },
  { says: 'two in office, of whom both are the majority', amount: '10.00', inOffice: 2, expect: 'AP-1 needs 2' },
  { says: 'three in office', amount: '10.00', inOffice: 3, expect: 'AP-1 needs 2' },
  { says: 'four in office', amount: '10.00', inOffice: 4, expect: 'AP-1 needs 3' },
  { says: 'five in office and a large amount', amount: '9000.00', inOffice: 5, expect: 'AP-3 needs 3' },
  // Three in office and one recused: two count, and two are their majority.
  { says: 'three in office, one stepped aside', amount: '10.00', inOffice: 2, expect: 'AP-1 needs 2' },
  { says: 'the requester is one of two trustees', amount: '10.00', inOffice: 2, mayDecide: 1, expect: 'not possible' },
  { says: 'only one may decide a large amount', amount: '500.01', inOffice: 1, expect: 'not possible' },
  { says: 'only one may decide a first payment', amount: '5.00', first: true, inOffice: 1, expect: 'not possible' },
  { says: 'the only trustee asks', amount: '5.00', inOffice: 1, mayDecide: 0, expect: 'not possible' },
  { says: 'nobody is in office', amount: '5.00', inOffice: 0, expect: 'not possible' },
  { says: 'three in office, one asks', amount: '5.00', inOffice: 3, mayDecide: 2, expect: 'AP-1 needs 2' },
];

function factsOf(one: Case): ApprovalFacts {
  return {
    amount: amount(one.amount),
    windowTotal: amount(one.amount).plus(amount(one.others ?? '0.00')),
    withinPlan: !one.offPlan,
    firstPaymentToProvider: Boolean(one.first),
    inOffice: one.inOffice,
    mayDecide: one.mayDecide ?? one.inOffice,
  };
}

describe('how many trustees must agree', () => {
  it.each(CASES)('$says: $expect', (one) => {
    const rule = approvalRule(factsOf(one), policies);
    expect(rule.possible ? `${rule.rule.key} needs ${rule.required}` : 'not possible').toBe(one.expect);
  });

  it('says why, in words a trustee reads', () => {
    const of = (one: Omit<Case, 'says' | 'expect'>) =>
      approvalRule(factsOf({ ...one, says: '', expect: '' }), policies).reason;
    expect(of({ amount: '1.00', inOffice: 1 })).toBe('the amount is at most 500.00 and within the approved plan');
    expect(of({ amount: '500.01', inOffice: 2 })).toBe('the amount is over 500.00');
    expect(of({ amount: '5000.01', inOffice: 2 })).toBe('the amount is over 5,000.00');
    expect(of({ amount: '1.00', offPlan: true, inOffice: 2 })).toBe('it is not within the approved plan');
    expect(of({ amount: '1.00', first: true, inOffice: 2 })).toBe('it is the first payment to this provider');
    expect(of({ amount: '200.00', others: '400.00', inOffice: 2 })).toBe(
      'with what was asked for the same provider in 30 days the amount is over 500.00',
    );
    expect(of({ amount: '1.00', inOffice: 3 })).toBe(
      'the amount is at most 500.00 and within the approved plan; 2 are the majority of 3 in office',
    );
    expect(of({ amount: '600.00', inOffice: 1 })).toBe(
      '2 trustees must agree, because the amount is over 500.00, and only 1 may decide. Ask the court for an order, or an independent reviewer.',
    );
  });

  it('follows the records: another limit and another number of trustees are obeyed', () => {
    const stricter = {
      ...policies,
      'AP-1': { ...policies['AP-1'], value: { limit: '100.00', trustees: '1' } },
      'AP-2': { ...policies['AP-2'], value: { limit: '5000.00', trustees: '3' } },
    };
    const facts = factsOf({ says: '', amount: '100.01', inOffice: 3, expect: '' });
    expect(approvalRule(facts, stricter)).toMatchObject({ possible: true, required: 3 });
  });

  it('never asks for fewer than a majority, nor fewer when more is asked for, nor more than may decide', () => {
    const facts = fc.record({
      cents: fc.integer({ min: 1, max: 900_000 }),
      more: fc.integer({ min: 0, max: 900_000 }),
      withinPlan: fc.boolean(),
      firstPaymentToProvider: fc.boolean(),
      inOffice: fc.integer({ min: 0, max: 9 }),
      away: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(facts, ({ cents, more, inOffice, away, ...rest }) => {
        const at = (total: number) => ({
          ...rest,
          amount: amount((cents / 100).toString()),
          windowTotal: amount((total / 100).toString()),
          inOffice,
          mayDecide: Math.max(0, inOffice - away),
        });
        const small = approvalRule(at(cents), policies);
        const large = approvalRule(at(cents + more), policies);
        if (small.possible) {
          expect(small.required * 2).toBeGreaterThan(inOffice);
          expect(small.required).toBeLessThanOrEqual(Math.max(0, inOffice - away));
        }
        if (large.possible) expect(small.possible && small.required <= large.required).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
