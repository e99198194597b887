import type { DateParts } from '~/ui/date-fields';
import { dayWords } from '~/ui/day-words';

/** What was entered, by field, as the guard hands it back. */
export type EntryValues = Record<string, string | string[] | undefined>;

/** Each item of the plan has its own box for minutes or count: without script, only the chosen one is shown. */
export const amountField = (planItemId: number | string) => `amount-${planItemId}`;

export function answerOf(values: EntryValues, field: string): string | undefined {
  const value = values[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The day's answer as it is shown today: "Today" of a page from yesterday is another date. */
export function dayAnswer(values: EntryValues, today: string): { when: string; on: DateParts } {
  const when = answerOf(values, 'when') ?? 'today';
  const asOf = answerOf(values, 'asOf') ?? today;
  if (when === 'other') {
    return {
      when,
      on: { month: answerOf(values, 'on-month'), day: answerOf(values, 'on-day'), year: answerOf(values, 'on-year') },
    };
  }
  if (asOf !== today) {
    const day = when === 'today' ? asOf : dayBefore(asOf);
    const [month, date, year] = dayWords(day).replace(',', '').split(' ');
    return { when: 'other', on: { month, day: date, year } };
  }
  return { when, on: { year: today.slice(0, 4) } };
}

/** The answers of an entry as it was logged, to be put right: all but its note, which is written anew. */
export function valuesOf(entry: {
  planItemId: number;
  minutes: number | null;
  quantity: number;
  occurredOn: string;
  attendance: string;
  lateReason: string | null;
}): EntryValues {
  const [month, day, year] = dayWords(entry.occurredOn).replace(',', '').split(' ');
  return {
    planItemId: String(entry.planItemId),
    ...(entry.attendance === 'attended'
      ? { [amountField(entry.planItemId)]: String(entry.minutes ?? entry.quantity) }
      : {}),
    when: 'other',
    'on-month': month,
    'on-day': day,
    'on-year': year,
    there: entry.attendance,
    lateReason: entry.lateReason ?? undefined,
  };
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
