import { describedBy, Field, type FieldWords } from './field';

export interface Choice {
  value: string;
  label: string;
}

interface NativeSelectProps extends FieldWords {
  choices: readonly Choice[];
  value?: string | undefined;
  /** First and without a value, where nothing may be chosen beforehand: "Choose a trust". */
  none?: string;
}

/** The browser's own list: it works without script and on every phone. */
export function NativeSelect({ name, label, hint, error, choices, value, none }: NativeSelectProps) {
  const words: FieldWords = { name, label, hint, error };
  return (
    <Field words={words}>
      <div className="selectwrap">
        <select
          className="select"
          id={name}
          name={name}
          defaultValue={value}
          aria-describedby={describedBy(words)}
          aria-invalid={error ? true : undefined}
        >
          {none && <option value="">{none}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
    </Field>
  );
}
