import { describedBy, Field, type FieldWords } from './field';

interface AreaProps extends FieldWords {
  value?: string | undefined;
  rows?: number;
  maxLength?: number;
}

/** A reason or a note, in the person's own words. */
export function Area({ name, label, hint, error, value, rows = 3, maxLength }: AreaProps) {
  const words: FieldWords = { name, label, hint, error };
  return (
    <Field words={words}>
      <textarea
        className="area"
        id={name}
        name={name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={value}
        aria-describedby={describedBy(words)}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  );
}
