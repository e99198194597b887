import type { AccountBalance } from '~/ledger/account-balances.server';
import type { BookEntry } from '~/ledger/book-entry';
import { type AmountText, sum, toText } from '~/money/amount';

/** The books of one trust, or of several in one file: what is known of them before the first entry is read. */
export interface Outline {
  trusts: readonly { id: number; code: string }[];
  /** Whether each account is named with its trust's code. */
  several: boolean;
  accounts: readonly AccountBalance[];
  parties: readonly string[];
}

/** How another program wants its books: what stands before the entries, the entries, and what they must come to. */
export interface JournalFormat {
  opening(outline: Outline): string;
  entries(entries: readonly BookEntry[], outline: Outline): string;
  closing(outline: Outline): string;
}

export type JournalFaultCode = 'journal.unbalanced' | 'journal.account-unknown';

export class JournalFault extends Error {
  override readonly name = 'JournalFault';

  constructor(
    readonly code: JournalFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** Throws JournalFault 'journal.unbalanced' when an entry does not sum to zero in each part. */
export function demandZeroInEachPart({ entry, postings }: BookEntry): void {
  for (const part of ['income', 'principal'] as const) {
    const rest = sum(postings.filter((posting) => posting.part === part).map((posting) => posting.amount));
    if (!rest.isZero()) throw unbalanced(entry, part, toText(rest));
  }
}

export function unbalanced(entry: number | string, part: string, rest: AmountText): JournalFault {
  return new JournalFault('journal.unbalanced', `Entry ${entry} leaves ${rest} in ${part}.`);
}

/** What the file says of itself in its first line. */
export function titleOf({ trusts, several }: Outline): string {
  const whose = several ? 'All trusts' : `Trust ${trusts[0]?.code}`;
  return `${whose}: every journal entry, in the base currency at carrying value. Units of holdings are tags.`;
}

export function currenciesOf({ accounts }: Outline): string[] {
  return [...new Set(accounts.map((account) => account.currency))].sort();
}

/** The accounts of each trust, and the day of its last entry. */
export function byTrust({ accounts }: Outline): { trust: string; lastOn: string; accounts: AccountBalance[] }[] {
  const trusts = new Map<string, { trust: string; lastOn: string; accounts: AccountBalance[] }>();
  for (const account of accounts) {
    const { trust, lastOn } = account;
    const known = trusts.get(trust) ?? { trust, lastOn, accounts: [] };
    known.accounts.push(account);
    if (lastOn > known.lastOn) known.lastOn = lastOn;
    trusts.set(trust, known);
  }
  return [...trusts.values()];
}
