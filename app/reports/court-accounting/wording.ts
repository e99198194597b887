/** Words of the court's document that depend on a date or a count. Dates are read as text: a legal day has no time zone. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'];
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

interface Day {
  year: string;
  month: string;
  day: string;
}

function day(iso: string): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (!match || !month) throw new Error(`not an ISO date: ${JSON.stringify(iso)}`);
  return { year: match[1] ?? '', month, day: String(Number(match[3])) };
}

/** "December 31, 2026" */
export function longDate(iso: string): string {
  const { year, month, day: dayOfMonth } = day(iso);
  return `${month} ${dayOfMonth}, ${year}`;
}

/** "Dec 31, 2026" */
export function mediumDate(iso: string): string {
  const { year, month, day: dayOfMonth } = day(iso);
  return `${month.slice(0, 3)} ${dayOfMonth}, ${year}`;
}

/** "Dec 31", for lines whose year is the account's. */
function shortDate(iso: string): string {
  const { month, day: dayOfMonth } = day(iso);
  return `${month.slice(0, 3)} ${dayOfMonth}`;
}

/** "Dec 31" in an account of one calendar year, "Dec 31, 2026" where the account spans two. */
export function lineDate(iso: string, period: { from: string; through: string }): string {
  return day(period.from).year === day(period.through).year ? shortDate(iso) : mediumDate(iso);
}

/** "January 1 to December 31, 2026"; both years where they differ. */
export function periodWords(from: string, through: string): string {
  const start = day(from);
  const startWords = start.year === day(through).year ? `${start.month} ${start.day}` : longDate(from);
  return `${startWords} to ${longDate(through)}`;
}

/** "2026" for one calendar year, else "2026-07-01 to 2027-06-30": short enough for the foot of a page. */
export function periodName(from: string, through: string): string {
  const year = from.slice(0, 4);
  return from === `${year}-01-01` && through === `${year}-12-31` ? year : `${from} to ${through}`;
}

/** "in the year 2026", or "from July 1, 2026 to June 30, 2027" where the account is not one calendar year. */
export function periodPhrase(from: string, through: string): string {
  const name = periodName(from, through);
  return name.length === 4 ? `in the year ${name}` : `from ${longDate(from)} to ${longDate(through)}`;
}

/** "2025", or "the account through June 30, 2025" where the prior account did not end with a calendar year. */
export function priorYear(through: string): string {
  return through.endsWith('-12-31') ? through.slice(0, 4) : mediumDate(through);
}

/** "Second account" */
export function ordinalAccount(ordinal: number): string {
  const word = ORDINALS[ordinal - 1];
  return word ? `${word} account` : `Account no. ${ordinal}`;
}

export function countWord(count: number): string {
  return COUNTS[count] ?? String(count);
}

const CURRENCY_NAMES: Record<string, string> = { USD: 'United States dollars', PHP: 'Philippine pesos' };

export function currencyName(code: string): string {
  return CURRENCY_NAMES[code] ?? code;
}

/** "Clerk of Court, restitution remittance": the party, then what for. A code such as "PHP" keeps its capitals. */
export function partyAndPurpose(party: string, description: string): string {
  const inSentence = /^[A-Z][a-z ]/.test(description)
    ? description.charAt(0).toLowerCase() + description.slice(1)
    : description;
  return party === '' ? description : `${party}, ${inSentence}`;
}
