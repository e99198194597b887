import { type AmountText, amount, sum, toText } from '~/money/amount';
import { hledgerAccount, hledgerAccountType, holdingOf } from './accounts';
import { type JournalBook, type JournalEntry, JournalFault, type JournalPosting } from './journal-book';

const TAGS = ['entry', 'category', 'units'] as const;

/**
 * The trust's books as a journal of hledger (plain-text accounting), which `hledger check --strict` accepts. Accounts,
 * the commodity, payees and tags are declared; the last transaction asserts every closing balance, so that hledger
 * adds up each posting again and compares its sums with ours.
 * Throws JournalFault 'hledger.unbalanced' when an entry does not sum to zero in each part.
 */
export function hledgerJournal(book: JournalBook): string {
  const entries = [...book.entries].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.entry - b.entry));
  for (const entry of entries) demandZeroInEachPart(entry);
  const blocks = [
    [`; Trust ${book.trust}: every journal entry, in ${book.currency} at carrying value. Units of holdings are tags.`],
    declarations(book, entries),
    ...entries.map((entry) => transaction(entry, book.currency)),
    closingAssertions(book, entries),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** The closing balance of each exported account that is not zero, as `hledger balance --flat` lists them. */
export function hledgerBalances(book: JournalBook): Record<string, AmountText> {
  return Object.fromEntries(Object.entries(allBalances(book)).filter(([, balance]) => !amount(balance).isZero()));
}

function allBalances({ entries }: JournalBook): Record<string, AmountText> {
  const balances = new Map<string, AmountText>();
  for (const posting of entries.flatMap((entry) => entry.postings)) {
    const name = hledgerAccount(posting);
    balances.set(name, toText(amount(balances.get(name) ?? '0').plus(amount(posting.amount))));
  }
  return Object.fromEntries([...balances].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function declarations(book: JournalBook, entries: readonly JournalEntry[]): string[] {
  const postings = entries.flatMap((entry) => entry.postings);
  const types = new Map(postings.map((posting) => [hledgerAccount(posting), hledgerAccountType(posting.account)]));
  const decimals = Math.max(2, ...postings.map((posting) => amount(posting.amount).decimalPlaces()));
  const payees = new Set([`Trust ${book.trust}`, ...entries.map(payeeOf)]);
  return [
    `commodity 1000.${'0'.repeat(decimals)} ${book.currency}`,
    ...TAGS.map((tag) => `tag ${tag}`),
    ...[...payees].sort().map((payee) => `payee ${payee}`),
    ...[...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, type]) => `account ${name}  ; type:${type}`),
  ];
}

function transaction(entry: JournalEntry, currency: string): string[] {
  const code = cleaned(entry.reference).replace(/[()]/g, '');
  const about = [payeeOf(entry), cleaned(entry.description)].join(' | ');
  return [
    `${entry.date} ${code && `(${code}) `}${about}  ; entry:${entry.entry}, category:${cleaned(entry.category)}`,
    ...entry.postings.map((posting) => `    ${side(posting, currency)}`),
  ];
}

function side(posting: JournalPosting, currency: string): string {
  const said = `${hledgerAccount(posting)}  ${toText(amount(posting.amount))} ${currency}`;
  return posting.units === null
    ? said
    : `${said}  ; units:${toText(amount(posting.units))} ${holdingOf(posting.account)}`;
}

function closingAssertions(book: JournalBook, entries: readonly JournalEntry[]): string[] {
  const last = entries.at(-1);
  if (!last) return [];
  return [
    `${last.date} Trust ${book.trust} | closing balances`,
    ...Object.entries(allBalances(book)).map(
      ([name, balance]) => `    ${name}  0.00 ${book.currency} = ${balance} ${book.currency}`,
    ),
  ];
}

function demandZeroInEachPart({ entry, postings }: JournalEntry): void {
  for (const part of ['income', 'principal'] as const) {
    const rest = sum(postings.filter((posting) => posting.part === part).map((posting) => posting.amount));
    if (!rest.isZero()) {
      throw new JournalFault('hledger.unbalanced', `Entry ${entry} leaves ${toText(rest)} in ${part}.`);
    }
  }
}

/** hledger reads up to "|" as the payee, and a leading "*", "!" or "(" as a mark. Without a party it is the trust's own. */
function payeeOf(entry: JournalEntry): string {
  return cleaned(entry.party).replace(/^[*!(\s]+/, '') || 'Own books';
}

/** Signs that would end a description or begin a comment, a tag or another line. */
function cleaned(text: string): string {
  return text
    .replace(/[;|,\s]+/g, ' ')
    .replace(/:/g, '')
    .trim();
}
