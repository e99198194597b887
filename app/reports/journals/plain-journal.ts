import type { BookEntry, EntryPosting } from '~/ledger/book-entry';
import { toText } from '~/money/amount';
import { plainAccount } from './account-names';
import { byTrust, type Outline } from './journal';

/** What hledger and Ledger read alike: the entries, and the closing balances that they add up for themselves. */

export const TAGS = ['entry', 'category', 'units'] as const;

/** Ledger reads no line longer than 4,096 bytes; party, description and reference share one. */
const LONGEST_TEXT = 300;

export function plainEntries(entries: readonly BookEntry[], { several }: Outline): string {
  return entries.map((entry) => plainEntry(entry, several)).join('');
}

/** Each trust's last entry moves nothing and asserts every balance. */
export function plainClosing(outline: Outline): string {
  return byTrust(outline)
    .map(({ trust, lastOn, accounts }) =>
      lines(
        `${lastOn} ${closingPayee(trust)} | closing balances`,
        ...accounts.map((account) => {
          const { currency, balance } = account;
          return `    ${plainAccount(account, outline.several)}  0.00 ${currency} = ${toText(balance)} ${currency}`;
        }),
        '',
      ),
    )
    .join('');
}

export function closingPayee(trust: string): string {
  return `Trust ${trust}`;
}

/** They read up to "|" as the payee, and a leading "*", "!" or "(" as a mark. Without a party it is the trust's own. */
export function payeeOf(party: string): string {
  return cleaned(party).replace(/^[*!(\s]+/, '') || 'Own books';
}

export function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function plainEntry(entry: BookEntry, several: boolean): string {
  const { trust, currency, occurredOn } = entry;
  const code = cleaned(entry.reference).replace(/[()]/g, '');
  const category = cleaned(entry.category);
  const about = [payeeOf(entry.party), cleaned(entry.description)].join(' | ');
  return lines(
    `${occurredOn} ${code && `(${code}) `}${about}`.trimEnd(),
    `    ; entry: ${entry.entry}`,
    ...(category ? [`    ; category: ${category}`] : []),
    ...entry.postings.map((posting) => {
      const account = plainAccount({ ...posting, trust }, several);
      return `    ${account}  ${toText(posting.amount)} ${currency}${unitsTag(posting)}`;
    }),
    '',
  );
}

function unitsTag({ units, holding }: EntryPosting): string {
  return units && holding ? `  ; units: ${toText(units)} ${holding}` : '';
}

/** Signs that would end a description or begin a comment, a tag or another line. */
function cleaned(text: string): string {
  const plain = text
    .replace(/[;|,\s\p{Cc}]+/gu, ' ')
    .replace(/:/g, '')
    .trim();
  const letters = [...plain];
  return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT).join('')}…` : plain;
}
