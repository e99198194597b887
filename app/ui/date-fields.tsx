import { describedBy, errorId, FieldSet, type FieldWords } from './field';

export interface DateParts {
  month?: string | undefined;
  day?: string | undefined;
  year?: string | undefined;
}

interface DateFieldsProps extends FieldWords {
  value?: DateParts | undefined;
}

/**
 * A date in three boxes, sent as `<name>-month`, `<name>-day`, `<name>-year`. The month may be a word or a number.
 * The month's box carries the plain name as its id, so that the error summary leads to it.
 */
export function DateFields({ name, label, hint, error, value }: DateFieldsProps) {
  const words: FieldWords = { name, label, hint, error };
  return (
    <FieldSet words={words}>
      <DateBoxes name={name} value={value} error={error} describedBy={describedBy({ name, label, error })} />
    </FieldSet>
  );
}

interface DateBoxesProps {
  name: string;
  value?: DateParts | undefined;
  error?: string | undefined;
  describedBy?: string | undefined;
}

/** The three boxes alone, for a radio that reveals them ("Another date"). */
export function DateBoxes({ name, value = {}, error, describedBy: described }: DateBoxesProps) {
  const shared = {
    className: 'input w-4',
    autoComplete: 'off',
    'aria-describedby': described ?? (error ? errorId(name) : undefined),
    'aria-invalid': error ? true : undefined,
  } as const;
  return (
    <div className="date">
      <div>
        <label htmlFor={name}>Month</label>
        <input {...shared} id={name} name={`${name}-month`} defaultValue={value.month} />
      </div>
      <div>
        <label htmlFor={`${name}-day`}>Day</label>
        <input {...shared} id={`${name}-day`} name={`${name}-day`} inputMode="numeric" defaultValue={value.day} />
      </div>
      <div>
        <label htmlFor={`${name}-year`}>Year</label>
        <input {...shared} id={`${name}-year`} name={`${name}-year`} inputMode="numeric" defaultValue={value.year} />
      </div>
    </div>
  );
}
