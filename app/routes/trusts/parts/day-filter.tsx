import type { ReactNode } from 'react';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

/** Which part of the books: sent by GET, so that the address is the filter and can be kept or handed on. */
export function FilterForm({ problems, children }: { problems: readonly Problem[]; children: ReactNode }) {
  return (
    <form className="form" method="get" noValidate>
      <ErrorSummary problems={problems} level={3} />
      {children}
      <p>
        <Button kind="second">Show</Button>
      </p>
    </form>
  );
}

interface DayFilterProps {
  name: string;
  label: string;
  hint: string;
  /** The day in words, or what was typed. */
  entered: string | undefined;
  problems: readonly Problem[];
}

/** A day in one box, read by `askedDay`. */
export function DayFilter({ name, label, hint, entered, problems }: DayFilterProps) {
  return (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      width={12}
      autoComplete="off"
      value={entered}
      error={problemOf(problems, name)}
    />
  );
}
