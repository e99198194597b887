import type { DateParts } from './date-fields';

/** The answers of a form that was not taken, as they were sent. */
type Answers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What was entered in a field, to be shown in it again. */
export function entered(answers: Answers | undefined, name: string): string | undefined {
  const answer = answers?.[name];
  return typeof answer === 'string' ? answer : undefined;
}

/** The same of a date's three boxes. */
export function enteredDay(answers: Answers | undefined, name: string): DateParts {
  const box = (part: string) => entered(answers, `${name}-${part}`);
  return { month: box('month'), day: box('day'), year: box('year') };
}
