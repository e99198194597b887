import { describe, expect, it } from 'vitest';
import type { BookEntry } from '~/ledger/book-entry';
import { amount } from '~/money/amount';
import { beancount } from '~/reports/journals/beancount';
import { demandZeroInEachPart, type Outline } from '~/reports/journals/journal';
import { ledger } from '~/reports/journals/ledger';

const OUTLINE: Outline = { trusts: [{ id: 1, code: 'T-0042' }], several: false, accounts: [], parties: [] };
const ENTRY: BookEntry = {
  trust: 'T-0042',
  currency: 'USD',
  entry: 7,
  kind: 'distribution',
  occurredOn: '2026-03-12',
  recordedAt: '2026-03-12T09:00:00.000000Z',
  description: '=HYPERLINK("x")',
  party: 'School "North"; upper',
  category: 'EDU',
  reference: 'V-1',
  reverses: null,
  postings: [
    {
      account: 'distribution:EDU',
      beneficiary: 'MAKOPA-38',
      part: 'principal',
      amount: amount('1000'),
      holding: null,
      units: null,
    },
    {
      account: 'asset:PHP',
      beneficiary: 'MAKOPA-38',
      part: 'principal',
      amount: amount('-1000'),
      holding: 'PHP',
      units: amount('-57800'),
    },
  ],
};

describe('an entry', () => {
  it('for Ledger names each account and keeps units as a tag', () => {
    expect(ledger.entries([ENTRY], OUTLINE)).toBe(
      [
        '2026-03-12 (V-1) School "North" upper | =HYPERLINK("x")',
        '    ; entry: 7',
        '    ; category: EDU',
        '    distributions:EDU:principal  1000.00 USD',
        '    assets:holding:PHP:principal  -1000.00 USD  ; units: -57800.00 PHP',
        '',
        '',
      ].join('\n'),
    );
  });

  it('for Beancount is quoted', () => {
    expect(beancount.entries([ENTRY], OUTLINE)).toContain(
      '2026-03-12 * "School \\"North\\"; upper" "=HYPERLINK(\\"x\\")"\n',
    );
    expect(beancount.entries([ENTRY], OUTLINE)).toContain('  Assets:Holding:PHP:Principal  -1000.00 USD\n');
  });

  it('that does not sum to zero in each part is not exported', () => {
    const [first, second] = ENTRY.postings as [BookEntry['postings'][0], BookEntry['postings'][0]];
    const apart = { ...ENTRY, postings: [first, { ...second, part: 'income' as const }] };
    expect(() => demandZeroInEachPart(apart)).toThrow(expect.objectContaining({ code: 'journal.unbalanced' }));
  });

  it('on an account that has no name in the export is refused', () => {
    const odd = { ...ENTRY, postings: ENTRY.postings.map((posting) => ({ ...posting, account: 'suspense:odd name' })) };
    expect(() => ledger.entries([odd], OUTLINE)).toThrow(expect.objectContaining({ code: 'journal.account-unknown' }));
  });
});
