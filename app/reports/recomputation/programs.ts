import { parse } from 'csv-parse/sync';
import { beancountAccount, plainAccount } from '../journals/account-names';

/** A command and what it is given. */
export type CommandLine = readonly [program: string, ...args: string[]];

/** A bookkeeping program of others, as a witness to our sums. */
export interface Program {
  /** It is also the format of the export it reads. */
  name: 'hledger' | 'ledger' | 'beancount';
  /** Every command of these must be there. */
  versions: readonly CommandLine[];
  accountName: typeof plainAccount;
  /** Accepts or rejects the file: undeclared names, entries that do not balance, balances other than asserted. */
  check(file: string): CommandLine;
  /** Lists every account, those at zero too, whatever the file asserts: so a difference is named and not only found. */
  balances(file: string): CommandLine;
  /** Whether it reads settings of its user, which could change what it prints. */
  hasSettings: boolean;
}

export const PROGRAMS: readonly Program[] = [
  {
    name: 'hledger',
    versions: [['hledger', '--version']],
    accountName: plainAccount,
    check: (file) => ['hledger', '-f', file, 'check', '--strict'],
    balances: (file) => {
      const listing = ['--flat', '--empty', '--no-total', '--output-format', 'csv'];
      return ['hledger', '-f', file, '--ignore-assertions', 'balance', ...listing];
    },
    hasSettings: true,
  },
  {
    name: 'ledger',
    versions: [['ledger', '--version']],
    accountName: plainAccount,
    check: (file) => ['ledger', '--args-only', '-f', file, '--pedantic', 'stats'],
    balances: (file) => {
      const listing = ['--flat', '--empty', '--no-total', '--format', '"%(account)","%(display_total)"\n'];
      return ['ledger', '--args-only', '-f', file, '--permissive', 'balance', ...listing];
    },
    hasSettings: true,
  },
  {
    name: 'beancount',
    versions: [
      ['bean-check', '--version'],
      ['bean-query', '--version'],
    ],
    accountName: beancountAccount,
    check: (file) => ['bean-check', file],
    balances: (file) => {
      // As text: a number would be rounded to the decimals that most of the file has.
      const query = 'SELECT account, str(sum(number)) AS balance, currency GROUP BY account, currency';
      return ['bean-query', '--no-errors', '--format', 'csv', file, query];
    },
    hasSettings: false,
  },
];

export interface ReadBalance {
  /** Without digits after the point where the program wrote none. */
  figure: string;
  /** Programs write a zero with no currency. */
  currency: string | null;
}

/**
 * What a program listed, by account: rows of `account, "12.30 USD"` or `account, Decimal('12.30'), USD`, aligned or not.
 * Throws a sentence on a row that says anything else.
 */
export function readBalances(output: string): Map<string, ReadBalance> {
  const rows: string[][] = parse(output, { relax_column_count: true, skip_empty_lines: true, trim: true });
  const balances = new Map<string, ReadBalance>();
  for (const [account = '', ...rest] of rows) {
    if (account === 'account') continue;
    const read = /^(?:Decimal\(')?(-?\d+(?:\.\d+)?)(?:'\))?(?: ([A-Z]{3}))?$/.exec(rest.join(' '));
    if (!read?.[1] || balances.has(account))
      throw new Error(`It listed what is no balance: ${account} ${rest.join(' ')}`);
    balances.set(account, { figure: read[1], currency: read[2] ?? null });
  }
  return balances;
}
