import { formatAmount } from '~/money/format';
import { dayWords } from '~/ui/day-words';

const WORDS: Record<string, string> = {
  already_in_books: 'already in the books',
  amount_before: 'amount before',
  by_entry: 'by entry',
  bank_reference: 'bank reference',
  clerk_reference: 'clerk reference',
  file_sha256: 'fingerprint of the file',
  sha256: 'fingerprint of the file',
  rows: 'lines',
  occurred_on: 'day',
  of_person: 'by',
  to_person: 'to',
  opened_on: 'from',
};

/** The order in which a reader asks; what is not named here follows. */
const ORDER = ['version', 'request', 'trust', 'beneficiary', 'amount_before', 'amount', 'currency', 'from', 'through'];

/** What was recorded with an act: "version 3 · amount before 48,000.00 · amount 50,000.00". */
export function factWords(facts: Record<string, string>): string {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.entries(facts)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => `${WORDS[name] ?? name.replaceAll('_', ' ')} ${valueWords(name, value)}`)
    .join(' · ');
}

/** A day with its month as a word, an amount as money; a hash is known by its first eight digits. */
function valueWords(name: string, value: string): string {
  if (name.endsWith('sha256')) return value.slice(0, 8);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayWords(value);
  return /^-?\d+\.\d{2,4}$/.test(value) ? formatAmount(value) : value.replaceAll('_', ' ');
}
