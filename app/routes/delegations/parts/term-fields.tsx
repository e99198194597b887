import { DateFields } from '~/ui/date-fields';
import { enteredDay } from '~/ui/entered';
import { type Problem, problemOf } from '~/ui/problem';

interface TermFieldsProps {
  longest: string;
  values: Record<string, string | string[]>;
  problems: readonly Problem[];
}

/** From which day until which: both included. */
export function TermFields({ longest, values, problems }: TermFieldsProps) {
  const boxes = (name: string) => enteredDay(values, name);
  return (
    <>
      <DateFields name="from" label="From which day?" value={boxes('from')} error={problemOf(problems, 'from')} />
      <DateFields
        name="until"
        label="Until which day?"
        hint={`At most ${longest} days later (policy DG-1). It ends by itself after this day, and can be ended before.`}
        value={boxes('until')}
        error={problemOf(problems, 'until')}
      />
    </>
  );
}
