import { DateFields } from '~/ui/date-fields';
import { type Problem, problemOf } from '~/ui/problem';

interface TermFieldsProps {
  longest: string;
  values: Record<string, string | string[]>;
  problems: readonly Problem[];
}

/** From which day until which: both included. */
export function TermFields({ longest, values, problems }: TermFieldsProps) {
  const part = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const boxes = (name: string) => ({
    month: part(`${name}-month`),
    day: part(`${name}-day`),
    year: part(`${name}-year`),
  });
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
