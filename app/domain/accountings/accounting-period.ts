import { Refusal } from '~/access/refusal';
import { mediumDate } from '~/reports/court-accounting/wording';
import { addDays } from '../trusts/legal-day';

export interface PeriodFacts {
  /** The trust's first day in these books. */
  openedOn: string;
  /** The last day accounted for to the court. */
  filedThrough: string | null;
  today: string;
}

/** The next account begins where the last one ended, or with the books, and closes with the calendar year. */
export function nextPeriod({ openedOn, filedThrough }: Omit<PeriodFacts, 'today'>): { from: string; through: string } {
  const from = filedThrough ? addDays(filedThrough, 1) : openedOn;
  return { from, through: `${from.slice(0, 4)}-12-31` };
}

/**
 * An account opens with the close of the one before it, so that there is no day in two accounts and none in no account.
 * Throws Refusal 'accounting.period', '.filed', '.gap', '.not-over', each at the date it speaks of.
 */
export function demandPeriod({ from, through }: { from: string; through: string }, facts: PeriodFacts): void {
  if (through < from)
    throw new Refusal('accounting.period', 'The last day is before the first. Enter the first day first.', 'through');
  const begins = nextPeriod(facts).from;
  if (from !== begins && facts.filedThrough !== null && from <= facts.filedThrough)
    throw new Refusal(
      'accounting.filed',
      `This trust is accounted for through ${mediumDate(facts.filedThrough)}. Begin on ${mediumDate(begins)}.`,
      'from',
    );
  if (from !== begins) {
    const why = facts.filedThrough ? 'the last account ended the day before' : 'the books began that day';
    throw new Refusal(
      'accounting.gap',
      `Begin on ${mediumDate(begins)}: ${why}. An account opens with the last closing.`,
      'from',
    );
  }
  if (through > facts.today)
    throw new Refusal(
      'accounting.not-over',
      `${mediumDate(through)} is still to come. Enter a day that is today or earlier.`,
      'through',
    );
}
