import { t0042Figures } from 'test/reports/t-0042-figures';
import { describe, expect, test } from 'vitest';
import type { AccountingFigures } from '~/reports/court-accounting/figures';
import { californiaSummary, nationalModelSummary, newYorkSummary } from '~/reports/court-accounting/other-models';
import { stateAccounting } from '~/reports/court-accounting/statement';

const statement = stateAccounting(t0042Figures());

describe('the second account of T-0042', () => {
  test('charges equal credits in every column', () => {
    const columns = { income: '1010.47', principal: '47738.28', total: '48748.75' };
    expect(statement.charges.total).toEqual(columns);
    expect(statement.credits.total).toEqual(columns);
  });

  test('states the six lines', () => {
    expect(
      statement.summary.map(({ numeral, income, principal, total }) => [numeral, income, principal, total]),
    ).toEqual([
      ['I', '0.00', '42932.55', '42932.55'],
      ['II', '1010.47', '4750.33', '5760.80'],
      ['III', '-910.00', '-900.00', '-1810.00'],
      ['IV', '-100.00', '-5270.00', '-5370.00'],
      ['V', '0.00', '45.65', '45.65'],
      ['VI', '0.47', '41558.53', '41559.00'],
    ]);
    expect(statement.summary[0]?.support).toBe('E of 2025');
  });

  test('numbers restitution before earnings, and categories by their heads', () => {
    const { A, C } = statement.schedules;
    expect(A.groups.map((group) => [group.title, group.lines.map((line) => line.line)])).toEqual([
      ['Restitution received from the clerk of court', ['A-1', 'A-2', 'A-3', 'A-4']],
      ['Earnings', ['A-5', 'A-6', 'A-7']],
    ]);
    expect(C.groups.map((group) => [group.title, group.subtotal.total])).toEqual([
      ['Education (EDU)', '1000.00'],
      ['Medical (MED)', '640.00'],
      ['Counselling (MH)', '1480.00'],
      ['Housing (SHELTER)', '2250.00'],
    ]);
  });

  test('separates gain from loss, each with its calculation', () => {
    const { D } = statement.schedules;
    expect([D.gains, D.losses, D.net.total]).toEqual(['55.40', '-9.75', '45.65']);
    expect(D.lines.map((line) => line.calculation)).toEqual([
      'proceeds 9,980.40 less carrying value 9,925.00',
      'proceeds 490.25 less carrying value 500.00',
    ]);
  });

  test('shows market value beside the equation', () => {
    const { E, F } = statement.schedules;
    expect([E.total.total, E.market, E.unrealized]).toEqual(['41559.00', '41614.33', '55.33']);
    expect(F).not.toHaveProperty('total');
  });

  test('tells what is unusual from its lines', () => {
    expect(statement.unusual).toEqual([
      'One payment of 350.00 to Counselling centre came back on May 11 and is shown reversed (C-3, C-4). The bank kept 25.00 (B-3).',
      'The trustee was paid 1,200.00: Annual trustee fee, order docket 88 (B-6).',
    ]);
  });

  test('says that it balances, and that cash is the bank’s', () => {
    expect(statement.proof).toBe(
      'The trustees account for 48,748.75: starting balance 42,932.55, receipts 5,760.80, gain 55.40. They show 48,748.75: ' +
        'disbursements 1,810.00, loss 9.75, distributions 5,370.00, assets on hand 41,559.00. The two agree.',
    );
    expect(statement.cashProof).toBe(
      'Cash agrees with the bank: statement of Dec 31, 2026 31,774.00, less one payment not yet at the bank (640.00), ' +
        'is 31,134.00. Signed by J. Tan, Jan 5, 2027.',
    );
  });

  test('says by how much cash differs from the bank', () => {
    const figures = t0042Figures();
    const proof = { ...figures.cashProof, bankBalance: '31783.00', outstanding: [], signedBy: null, signedAt: null };
    const { cashProof } = stateAccounting({ ...figures, cashProof: { statementDate: '2026-12-31', ...proof } });
    expect(cashProof).toMatch(/^Cash does not agree with the bank by 649\.00: .* The books say 31,134\.00\.$/);
  });
});

describe('the same figures in the formats of other courts', () => {
  test('California: total charges equal total credits', () => {
    expect(californiaSummary(statement)).toMatchObject({
      propertyAtBeginning: '42932.55',
      receipts: '5760.80',
      gains: '55.40',
      totalCharges: '48748.75',
      disbursements: '1810.00',
      losses: '9.75',
      distributions: '5370.00',
      propertyAtClose: '41559.00',
      totalCredits: '48748.75',
    });
  });

  test('Vermont: each part before and after distributions', () => {
    const { principal, income, combined } = nationalModelSummary(statement);
    expect([principal.beforeDistributions, principal.onHand]).toEqual(['46828.53', '41558.53']);
    expect([income.beforeDistributions, income.onHand]).toEqual(['100.47', '0.47']);
    expect(combined).toBe('41559.00');
  });

  test('New York: letters A to G', () => {
    expect(newYorkSummary(statement)).toEqual({
      principalReceived: '47682.88',
      realizedIncreases: '55.40',
      incomeCollected: '1010.47',
      realizedDecreases: '9.75',
      administrationExpenses: '1810.00',
      distributions: '5370.00',
      onHand: '41559.00',
    });
  });
});

describe('figures that contradict themselves are not stated', () => {
  const faulty = (change: (figures: AccountingFigures) => void) => () => {
    const figures = t0042Figures();
    change(figures);
    return stateAccounting(figures);
  };

  test.each<[string, string, (figures: AccountingFigures) => void]>([
    [
      'a cent more on hand',
      'accounting.out-of-balance',
      ({ onHand }) => Object.assign(onHand[0] ?? {}, { income: '0.48' }),
    ],
    [
      'a cent moved from principal to income',
      'accounting.out-of-balance',
      ({ receipts }) => Object.assign(receipts[0] ?? {}, { principal: '2999.99', income: '0.01' }),
    ],
    [
      'a sale’s other proceeds',
      'accounting.out-of-balance',
      ({ capital }) => Object.assign(capital[0] ?? {}, { proceeds: '9980.41' }),
    ],
    [
      'an opening that is not its items',
      'accounting.opening-differs',
      ({ opening }) => Object.assign(opening, { principal: '42932.56' }),
    ],
    [
      'a line of next year',
      'accounting.line-outside-period',
      ({ receipts }) => Object.assign(receipts[0] ?? {}, { date: '2027-01-01' }),
    ],
  ])('%s', (_what, code, change) => {
    expect(faulty(change)).toThrow(expect.objectContaining({ code }));
  });

  test('a market value is no part of the equation', () => {
    const stated = faulty(({ onHand }) => Object.assign(onHand[1] ?? {}, { market: null }))();
    expect([stated.schedules.E.market, stated.credits.total.total]).toEqual([null, '48748.75']);
  });
});

test('an empty first account states zeros', () => {
  const figures = t0042Figures();
  const nothing = { receipts: [], disbursements: [], distributions: [], capital: [], investments: [], onHand: [] };
  const first = stateAccounting({
    ...figures,
    ...nothing,
    opening: { income: '0.00', principal: '0.00', items: [] },
    cashProof: null,
    prior: null,
  });
  expect(first.credits.total.total).toBe('0.00');
  expect(first.summary[0]?.support).toBe('Inventory');
});
