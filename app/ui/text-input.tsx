import { classes } from './classes';
import { describedBy, Field, type FieldWords } from './field';

interface TextInputProps extends FieldWords {
  value?: string | undefined;
  type?: 'text' | 'email' | 'password' | 'search';
  /** As wide as its answer: 4, 8 or 12 letters. */
  width?: 4 | 8 | 12;
  /** `id`: a reference, with the slashed zero. `num`: a count. */
  kind?: 'text' | 'id' | 'num';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search';
  autoComplete?: string;
  spellCheck?: boolean;
  maxLength?: number;
  /** Stands behind the box: "minutes". */
  unit?: string;
}

/** One line of text. Never `required` in the browser: our own sentences say what is missing. */
export function TextInput(props: TextInputProps) {
  const { name, label, hint, error, value, type = 'text', width, kind = 'text', unit, ...rest } = props;
  const words: FieldWords = { name, label, hint, error };
  const unitId = `${name}-unit`;
  const input = (
    <input
      className={classes('input', width && `w-${width}`, kind !== 'text' && kind)}
      id={name}
      name={name}
      type={type === 'text' ? undefined : type}
      defaultValue={value}
      aria-describedby={describedBy(words, unit ? unitId : '')}
      aria-invalid={error ? true : undefined}
      {...rest}
    />
  );
  return (
    <Field words={words}>
      {unit ? (
        <div className="with-unit">
          {input}
          <span id={unitId}>{unit}</span>
        </div>
      ) : (
        input
      )}
    </Field>
  );
}
