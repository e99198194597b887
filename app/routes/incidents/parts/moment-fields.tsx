import type { Zone } from '~/domain/incidents/incident';
import { ZONES } from '~/domain/incidents/incident';
import { DateFields } from '~/ui/date-fields';
import { ZONE_WORDS } from '~/ui/day-words';
import { entered, enteredDay } from '~/ui/entered';
import { NativeSelect } from '~/ui/native-select';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

interface MomentFieldsProps {
  label: string;
  hint: string;
  zone: Zone;
  values: Record<string, string | string[]>;
  problems: readonly Problem[];
}

/** A moment as it was read off a clock: hours count here, and the zones lie half a day apart. */
export function MomentFields({ label, hint, zone, values, problems }: MomentFieldsProps) {
  return (
    <>
      <DateFields
        name="at"
        label={label}
        hint={hint}
        value={enteredDay(values, 'at')}
        error={problemOf(problems, 'at')}
      />
      <TextInput
        name="time"
        label="Time"
        hint="In 24 hours, like 14:05."
        width={8}
        autoComplete="off"
        value={entered(values, 'time')}
        error={problemOf(problems, 'time')}
      />
      <NativeSelect
        name="zone"
        label="Clock of"
        value={entered(values, 'zone') ?? zone}
        error={problemOf(problems, 'zone')}
        choices={ZONES.map((value) => ({ value, label: ZONE_WORDS[value] ?? value }))}
      />
    </>
  );
}
