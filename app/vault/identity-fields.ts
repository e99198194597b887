import { namesIn } from './name-token';

/** What the vault keeps of a child, a provider, its accounts and a party to a case; nothing else in the system has a place for any of it. */
export const FIELDS = {
  beneficiary: ['name', 'birth_date', 'address', 'contact', 'guardian'],
  provider: ['shelter_address'],
  payout_account: ['payee_name', 'account_number'],
  party: ['party_name'],
} as const;

/** What somebody is in a case whom the vault knows by name. */
export const PARTY_KINDS = ['defendant', 'alleged_offender'] as const;

/** Why another account is asked for. */
export const PAYOUT_REASONS = ['first', 'bank_changed', 'name_changed', 'mistake'] as const;

export type SubjectKind = keyof typeof FIELDS;
export type Field = (typeof FIELDS)[SubjectKind][number];

const FIELD_WORDS: Record<Field, string> = {
  name: 'Name',
  birth_date: 'Birth date',
  address: 'Address',
  contact: 'Contact',
  guardian: 'Guardian',
  payee_name: 'Name of the payee',
  account_number: 'Account number',
  shelter_address: 'Address of the shelter',
  party_name: 'Name',
};

/** Looked for by the blind index. Never a birth date: there are so few that their frequency would tell them. */
export const INDEXED: Partial<Record<Field, 'name' | 'number'>> = {
  name: 'name',
  contact: 'name',
  guardian: 'name',
  payee_name: 'name',
  account_number: 'number',
  party_name: 'name',
};

const LONGEST = 400;

/** The sentence to say where a value cannot be kept, or undefined. It never repeats the value. */
export function fieldProblem(kind: SubjectKind, field: string, value: string): string | undefined {
  if (!(FIELDS[kind] as readonly string[]).includes(field)) return `The vault keeps no "${field}" of a ${kind}.`;
  if (value.trim() === '' || value.length > LONGEST || /\p{Cc}/u.test(value))
    return `${FIELD_WORDS[field as Field]}: write it in one line of at most ${LONGEST} letters.`;
  if (field === 'account_number' && accountEnding(value) === undefined)
    return 'Account number: write all of it, at least eight letters and digits.';
  if (field === 'party_name' && namesIn(value).length === 0) return 'Name: write it in letters.';
  if (field === 'birth_date' && majorityDay(value, 18) === undefined)
    return 'The birth date has to be a day, like 2012-03-04.';
  return undefined;
}

/** The last four of an account's letters and digits, by which people tell two apart; undefined where they are half of it. */
export function accountEnding(number: string): string | undefined {
  const signs = number.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return signs.length < 8 ? undefined : signs.slice(-4);
}

/**
 * The day of majority of an ISO birth date: all that leaves the vault of it. Who is born on February 29 comes of age
 * on March 1 of a year without that day. Undefined where the text is no day.
 */
export function majorityDay(birthDate: string, years: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate) ?? [];
  if (!year || !isDay(Number(year), Number(month), Number(date))) return undefined;
  const then = Number(year) + years;
  return isDay(then, Number(month), Number(date)) ? `${then}-${month}-${date}` : `${then}-03-01`;
}

function isDay(year: number, month: number, date: number): boolean {
  const day = new Date(Date.UTC(year, month - 1, date));
  return year >= 1900 && day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
}
