import { dayFromText } from '~/domain/trusts/legal-day';
import { dayWords } from '~/ui/day-words';
import type { Problem } from '~/ui/problem';

export interface AskedDay {
  /** ISO; null where nothing, or nothing that is a day, was asked for. */
  day: string | null;
  /** As it stands in the box again: a day in words, or what was typed. */
  entered: string;
  problems: Problem[];
}

/** A day in an address, "2026-12-31" or as a person types it into one box. */
export function askedDay(name: string, text: string | undefined): AskedDay {
  if (!text) return { day: null, entered: '', problems: [] };
  const day = dayFromText(text);
  if (day) return { day, entered: dayWords(day), problems: [] };
  return { day: null, entered: text, problems: [{ field: name, message: 'Enter a day, like Jan 8, 2027.' }] };
}
