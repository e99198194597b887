import { quantityWords, serviceWord } from '~/domain/services-delivered/service-words';
import { dayWords, shortDayWords } from '~/ui/day-words';

export interface EntryLine {
  reference: string;
  code: string;
  /** "Counselling, 60 minutes, Jan 8". */
  said: string;
  what: string;
  amount: string;
  day: string;
  providerCode: string;
  attended: boolean;
}

interface Entry {
  reference: string;
  beneficiaryCode: string;
  service: string;
  unit: string;
  quantity: number;
  minutes: number | null;
  occurredOn: string;
  providerCode: string;
  attendance: 'attended' | 'absent';
}

/** An entry as the worker reads it. */
export function entryLine(entry: Entry): EntryLine {
  const what = serviceWord(entry.service);
  const attended = entry.attendance === 'attended';
  const amount = amountWords(entry);
  return {
    reference: entry.reference,
    code: entry.beneficiaryCode,
    said: `${what}, ${attended ? amount : 'not attended'}, ${shortDayWords(entry.occurredOn)}`,
    what,
    amount,
    day: dayWords(entry.occurredOn),
    providerCode: entry.providerCode,
    attended,
  };
}

/** "60 minutes" for a session, "1 visit" for the rest. */
export function amountWords(entry: { minutes: number | null; quantity: number; unit: string }): string {
  return entry.minutes === null ? quantityWords(entry.quantity, entry.unit) : quantityWords(entry.minutes, 'minute');
}
