import type { Tx } from 'db/client';
import { accountBalances, partiesNamed } from '~/ledger/account-balances.server';
import type { BookEntry } from '~/ledger/book-entry';
import { inGroups } from '~/ledger/in-groups';
import { type Days, streamBook } from '~/ledger/stream-book.server';
import { beancount } from './beancount';
import { csvText } from './csv.server';
import { hledger } from './hledger';
import { demandZeroInEachPart, type JournalFormat, type Outline } from './journal';
import { ledger } from './ledger';

export const BOOK_FORMATS = ['hledger', 'ledger', 'beancount', 'csv'] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

const JOURNALS: Record<Exclude<BookFormat, 'csv'>, JournalFormat> = { hledger, ledger, beancount };

/** Accounts, balances and parties of some trusts' books: everything of them but the entries. */
export async function outlineBooks(tx: Tx, books: Pick<Outline, 'trusts' | 'several'>): Promise<Outline> {
  const ids = books.trusts.map((trust) => trust.id);
  return { ...books, accounts: await accountBalances(tx, ids), parties: await partiesNamed(tx, ids) };
}

/**
 * The books for another program, a piece of text at a time, trust after trust, of some days or of all; the transaction must read repeatably,
 * so that the entries are those of the outline.
 * Throws JournalFault 'journal.unbalanced' for an entry that does not sum to zero in each part.
 */
export async function* bookText(tx: Tx, outline: Outline, format: BookFormat, days: Days = {}): AsyncGenerator<string> {
  if (format === 'csv') return yield* csvText(tx, outline, days);
  const { opening, entries, closing } = JOURNALS[format];
  yield opening(outline);
  for (const { id } of outline.trusts) {
    for await (const some of inGroups(demandingZero(streamBook(tx, id, days)))) yield entries(some, outline);
  }
  yield closing(outline);
}

async function* demandingZero(book: AsyncIterable<BookEntry>): AsyncGenerator<BookEntry> {
  for await (const entry of book) {
    demandZeroInEachPart(entry);
    yield entry;
  }
}
