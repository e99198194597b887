import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { t0042Book } from 'test/reports/t-0042-entries';
import { describe, expect, test } from 'vitest';
import { hledgerBalances, hledgerJournal } from '~/reports/hledger-journal/hledger-journal';
import type { JournalBook } from '~/reports/hledger-journal/journal-book';
import { lacks } from '../../support/programs';

/** A package of the operating system, not of npm. */
const PROGRAM = 'hledger';
const unread = lacks(PROGRAM);

function hledger(journal: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const ran = spawnSync(PROGRAM, ['-f', '-', ...args], {
    input: journal,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (ran.error) throw new Error('hledger is not installed: apt-get install hledger', { cause: ran.error });
  return ran;
}

describe.skipIf(unread)('the books of T-0042 in hledger', () => {
  const book = t0042Book();
  const journal = hledgerJournal(book);

  test('pass its strict check, dates and payees included', () => {
    expect(hledger(journal, 'check', '--strict')).toMatchObject({ status: 0, stderr: '' });
    expect(hledger(journal, 'check', 'ordereddates', 'payees')).toMatchObject({ status: 0, stderr: '' });
  });

  test('have the balances of the system', () => {
    const listed = hledger(journal, 'balance', '--flat', '--no-total', '--output-format', 'csv').stdout;
    const rows = [...listed.matchAll(/^"([^"]+)","(-?[\d.]+) USD"$/gm)].map(([, name, balance]) => [name, balance]);
    expect(Object.fromEntries(rows)).toEqual(hledgerBalances(book));
  });

  test('hold 41,559.00 at carrying value, of which 0.47 is income', () => {
    const total = hledger(journal, 'balance', 'assets', '--depth', '1', '--no-total').stdout;
    expect(total).toContain('41559.00 USD  assets');
    expect(hledgerBalances(book)['assets:cash:income']).toBe('0.47');
  });

  test('fail the check when one posting is changed', () => {
    const forged = journal.replace('assets:cash:principal  3000.00 USD', 'assets:cash:principal  3000.01 USD');
    expect(forged).not.toBe(journal);
    expect(hledger(forged, 'check', '--strict').status).not.toBe(0);
  });
});

test.skipIf(unread)('whatever people wrote in a description, hledger reads the journal', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 30 });
  const base = t0042Book();
  fc.assert(
    fc.property(words, words, words, words, (party, description, reference, category) => {
      const entries = base.entries.map((entry) => ({ ...entry, party, description, reference, category }));
      expect(hledger(hledgerJournal({ ...base, entries }), 'check', '--strict', 'payees')).toMatchObject({
        stderr: '',
      });
    }),
    {
      numRuns: 25,
      examples: [
        ['* ; x', '! (a) | b:c, d', '(1)\n2026-01-01', 'a:b'],
        ['', '', '', ''],
      ],
    },
  );
});

test.skipIf(unread)('figures of four decimals keep them', () => {
  const book: JournalBook = { trust: 'T-0001', currency: 'USD', entries: [] };
  const posting = (account: string, amount: string) => ({ account, part: 'principal' as const, amount, units: null });
  const entry = {
    ...t0042Book().entries[0],
    entry: 1,
    date: '2026-01-01',
    party: '',
    description: '',
    category: '',
    reference: '',
  };
  const entries = [{ ...entry, postings: [posting('asset:cash', '0.0001'), posting('opening:cash', '-0.0001')] }];
  const journal = hledgerJournal({ ...book, entries });
  expect(hledger(journal, 'balance', 'assets').stdout).toContain('0.0001 USD');
});

test.skipIf(unread)('an entry that does not sum to zero in each part is refused', () => {
  const book = t0042Book();
  const posting = book.entries[2]?.postings[0];
  Object.assign(posting ?? {}, { part: 'income' });
  expect(() => hledgerJournal(book)).toThrow(expect.objectContaining({ code: 'hledger.unbalanced' }));
});

test.skipIf(unread)('an account the export has no name for is refused', () => {
  const book = t0042Book();
  Object.assign(book.entries[2]?.postings[0] ?? {}, { account: 'suspense:odd name' });
  expect(() => hledgerJournal(book)).toThrow(expect.objectContaining({ code: 'hledger.account-unknown' }));
});
