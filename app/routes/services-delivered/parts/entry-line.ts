import { amountWords, serviceWord } from '~/domain/services-delivered/service-words';
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
