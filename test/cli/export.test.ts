import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lacks } from '../support/programs';
import { expectSentence, type Installation, openInstallation, runProgram } from './run-command';

// Each command is a process that starts from nothing, and two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

let here: Installation;

beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
});
afterAll(() => here.close());

describe('tutela export', () => {
  it.skipIf(lacks('hledger'))('writes books that hledger accepts, whose balances are the account’s', async () => {
    const journal = here.file('t-0042.journal');
    const [exported, unknown] = await Promise.all([
      here.tutela('export', '--trust', 'T-0042', '--format', 'hledger', '--out', journal),
      here.tutela('export', '--trust', 'T-9999', '--format', 'hledger'),
    ]);
    expect(exported).toMatchObject({ status: 0, stderr: '' });
    expectSentence(unknown, /^There is no trust T-9999\.\n$/);
    expectSentence(await here.tutela('export', '--format', 'csv'), 'Say whose books: --trust CODE, or --all.');
    for (const args of [
      ['--trust', 'T-0042', '--all'],
      ['--all', '--format', 'excel'],
    ])
      expect((await here.tutela('export', ...args)).status).toBe(1);
    expect(await runProgram('hledger', ['-f', journal, 'check', '--strict'])).toMatchObject({ status: 0, stderr: '' });
    const sumOf = async (...query: string[]) => {
      const { stdout } = await runProgram('hledger', [
        '-f',
        journal,
        'balance',
        '--end',
        '2027-01-01',
        '--depth',
        '1',
        '--no-total',
        ...query,
      ]);
      return stdout.trim();
    };
    expect(await sumOf('assets')).toMatch(/^41559\.00 USD +assets$/);
    expect(await sumOf('assets.*:income$')).toMatch(/^0\.47 USD +assets$/);
    expect(await sumOf('assets.*:principal$')).toMatch(/^41558\.53 USD +assets$/);
  });
});

describe('tutela export of some days', () => {
  const trust = ['export', '--trust', 'T-0042'];

  it('is the register of these days for a spreadsheet, and refused to programs that add up', async () => {
    const csv = ['--format', 'csv', '--from', '2026-03-01', '--to', '2026-03-31'];
    const [march, whole, hledger, turned, word] = await Promise.all([
      here.tutela(...trust, ...csv),
      here.tutela(...trust, '--format', 'csv'),
      here.tutela(...trust, '--from', '2026-03-01'),
      here.tutela(...trust, '--format', 'csv', '--from', '2026-04-01', '--to', '2026-03-01'),
      here.tutela(...trust, '--format', 'csv', '--from', 'March'),
    ]);
    const lines = whole.stdout.split('\n');
    const ofMarch = lines.filter((line, at) => at === 0 || line.split(',')[1]?.startsWith('2026-03'));
    expect(ofMarch.length).toBeGreaterThan(2);
    expect(march.stdout.trimEnd().split('\n')).toEqual(ofMarch);
    expectSentence(hledger, /^hledger adds up whole books\./);
    expectSentence(turned, '--to is before --from. Give the first day first.');
    expectSentence(word, /^--from "March" is not a date\./);
  });
});

describe('tutela recompute', () => {
  const none = lacks('hledger') || lacks('ledger') || lacks('bean-query');

  it.skipIf(none)('lets three programs add up all books, and each agrees', async () => {
    const [words, json] = await Promise.all([
      here.tutela('recompute', '--all'),
      here.tutela('recompute', '--trust', 'T-0042', '--json'),
    ]);
    expect(words).toMatchObject({ status: 0, stderr: '' });
    expect(words.stdout).toMatch(
      /^hledger [\d.]+: \d+ accounts compared, all agree\nledger [\d.]+: \d+ accounts compared, all agree\nbeancount [\d.]+: \d+ accounts compared, all agree\n$/,
    );
    const results = JSON.parse(json.stdout) as { program: string; agrees: boolean }[];
    expect(results.map(({ program, agrees }) => [program, agrees])).toEqual([
      ['hledger', true],
      ['ledger', true],
      ['beancount', true],
    ]);
  });

  it('says so where none of the programs is installed, and fails', async () => {
    const ran = await here.with({ PATH: '' }, 'recompute', '--all');
    expectSentence(ran, /^Nothing was recomputed: none of hledger, Ledger and Beancount is installed\./);
    expect(ran.stdout).toBe('');
  });

  it('is refused with a sentence for no trust', async () => {
    expectSentence(await here.with({ PATH: '' }, 'recompute'), 'Say whose books: --trust CODE, or --all.');
  });

  it.skipIf(none)('is refused with a sentence for an unknown trust', async () => {
    expectSentence(await here.tutela('recompute', '--trust', 'T-9999'), 'There is no trust T-9999.');
  });
});
