import { describe, expect, it } from 'vitest';
import { agreedPriceOf, type CheckFacts, disbursementChecks } from '~/domain/disbursements/disbursement-checks';
import { amount } from '~/money/amount';

const FACTS: CheckFacts = {
  amount: amount('200.00'),
  available: amount('200.00'),
  agreedPrice: amount('200.00'),
  planItems: [{ service: 'MH-IND', planned: 10, given: 10, until: '2027-03-31' }],
  services: [
    { reference: 'S-1', attended: true, sentBack: false, occurredOn: '2027-01-04' },
    { reference: 'S-2', attended: true, sentBack: false, occurredOn: '2027-03-31' },
  ],
  servicesUnseen: 0,
  providerCode: 'Provider 03',
  providerPayableUntil: '2027-01-08',
  today: '2027-01-08',
  invoice: '88',
  invoiceSeenBefore: false,
  trusteesWhoServed: 0,
};

const check = (rule: string, change: Partial<CheckFacts> = {}) => {
  const found = disbursementChecks({ ...FACTS, ...change }).filter((item) => item.rule === rule);
  expect(found).toHaveLength(1);
  return found[0];
};

const UNSEEN: Partial<CheckFacts> = { services: [], planItems: [], servicesUnseen: 2 };
const TABLE: Array<[rule: string, outcome: string, change: Partial<CheckFacts>, sentence: string]> = [
  [
    'SV-1',
    'stop',
    UNSEEN,
    '2 of 2 services of this request are not shown to you. Who sees all of them decides on it or changes it.',
  ],
  [
    'PL-2',
    'judge',
    UNSEEN,
    'Not all services are shown to you, so nobody can say here whether they are within the plan.',
  ],
  ['PR-4', 'judge', UNSEEN, 'Not all services are shown to you, so their agreed price is not known here.'],
  [
    'SD-2',
    'judge',
    UNSEEN,
    'Not all services are shown to you, so nobody can say here whether a trustee logged one of them.',
  ],
  ['CA-1', 'passed', {}, 'Within the available cash'],
  ['CA-1', 'stop', { available: amount('199.99') }, 'This would leave −0.01. Ask for changes or wait for a receipt.'],
  ['PR-4', 'passed', {}, 'At or below the price agreed in the plan'],
  ['PR-4', 'judge', { agreedPrice: null }, 'The plan has no agreed price for these services.'],
  ['PR-4', 'judge', { agreedPrice: amount('0.00') }, 'The plan has no agreed price for these services.'],
  ['PR-4', 'judge', { agreedPrice: amount('178.57') }, 'The price is 12% over the price agreed in the plan.'],
  ['PR-4', 'judge', { agreedPrice: amount('199.99') }, 'The price is slightly over the price agreed in the plan.'],
  ['PL-2', 'passed', {}, 'Within the approved plan: 10 planned, 10 given'],
  [
    'PL-2',
    'judge',
    { planItems: [{ service: 'MH-IND', planned: 10, given: 11, until: '2027-03-31' }] },
    'More was given than planned: 11 of 10.',
  ],
  [
    'PL-2',
    'judge',
    { planItems: [{ service: 'MH-IND', planned: 10, given: 2, until: '2027-03-30' }] },
    'A service was given after the plan item ended on Mar 30, 2027.',
  ],
  ['SV-1', 'passed', {}, 'All 2 services are logged and were attended'],
  [
    'SV-1',
    'passed',
    { services: [{ reference: 'S-1', attended: true, sentBack: false, occurredOn: '2027-01-04' }] },
    'The service is logged and was attended',
  ],
  [
    'SV-1',
    'stop',
    {
      services: [
        { reference: 'S-1', attended: true, sentBack: false, occurredOn: '2027-01-04' },
        { reference: 'S-2', attended: false, sentBack: false, occurredOn: '2027-01-05' },
      ],
    },
    '1 of 2 services were not attended.',
  ],
  [
    'SV-2',
    'stop',
    { services: [{ reference: 'S-3', attended: true, sentBack: true, occurredOn: '2027-01-04' }] },
    'A supervisor sent back S-3, so it does not count as given.',
  ],
  ['DU-1', 'passed', {}, 'Invoice 88 has not been asked for before, nor any of its services'],
  ['DU-1', 'judge', { invoiceSeenBefore: true }, 'Another request names invoice 88 of this provider.'],
  ['PV-1', 'passed', {}, 'Provider 03 may be paid until Jan 8, 2027'],
  ['PV-1', 'stop', { today: '2027-01-09' }, 'Provider 03 cannot be paid: its vetting ended Jan 8, 2027.'],
  ['SD-2', 'passed', {}, 'No trustee logged any of these services'],
  ['SD-2', 'judge', { trusteesWhoServed: 1 }, 'A trustee in office logged one of these services and cannot decide.'],
];

describe('what the system checks of a request', () => {
  it.each(TABLE)('%s: %s', (rule, outcome, change, sentence) => {
    expect(check(rule, change)).toMatchObject({ outcome, sentence });
  });

  it('asks in the order a careful person asks', () => {
    expect(disbursementChecks(FACTS).map((item) => item.rule)).toEqual([
      'CA-1',
      'PR-4',
      'PL-2',
      'SV-1',
      'DU-1',
      'PV-1',
      'SD-2',
    ]);
  });

  it('gives a judgement the figures it rests on, to the cent', () => {
    expect(check('PR-4', { amount: amount('869.57'), agreedPrice: amount('776.00') })).toMatchObject({
      figures: [
        ['Asked', '869.57'],
        ['Agreed in the plan', '776.00'],
        ['Difference', '93.57'],
      ],
    });
  });
});

describe('the agreed price of services', () => {
  const at = (quantity: number, unitPrice: string | null, currency: string | null = 'USD') => ({
    quantity,
    unitPrice: unitPrice === null ? null : amount(unitPrice),
    currency,
  });

  it('is the sum over units', () => {
    expect(agreedPriceOf([at(2, '97.00'), at(1, '60.50')], 'USD')?.toString()).toBe('254.5');
  });

  it.each([
    ['a service without a price', [at(2, '97.00'), at(1, null)]],
    ['a price in another currency', [at(2, '97.00'), at(1, '60.00', 'PHP')]],
  ])('is unknown with %s', (_says, services) => {
    expect(agreedPriceOf(services, 'USD')).toBeNull();
  });
});
