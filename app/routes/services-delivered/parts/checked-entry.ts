import type { LogServiceInput } from '~/domain/services-delivered/log-service.server';
import { amountWords } from '~/domain/services-delivered/service-words';
import { dayWords } from '~/ui/day-words';
import type { CheckedEntry } from './check-page';
import type { ChildPlanItem } from './child-plan';

import { dayBefore } from './entry-values';

/** An entry that the rule would take, as the check page says it. */
export function checkedEntry(
  input: LogServiceInput,
  item: ChildPlanItem,
  fields: Record<string, string>,
  today: string,
): CheckedEntry {
  const { occurredOn } = input;
  return {
    code: input.beneficiaryCode,
    what: item.word,
    amount: amountWords({ ...input, unit: item.unit }),
    dayWord: occurredOn === today ? 'Today' : occurredOn === dayBefore(today) ? 'Yesterday' : '',
    day: dayWords(occurredOn),
    lateReason: input.lateReason,
    providerCode: item.providerCode,
    attended: input.attendance === 'attended',
    note: input.note,
    replaces: input.replaces,
    fields,
  };
}
