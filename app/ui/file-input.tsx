import { describedBy, Field, type FieldWords } from './field';

interface FileInputProps extends FieldWords {
  /** "image/*", ".csv": what the picker offers first. The server checks what it is given. */
  accept?: string;
}

/** A file from the reader's device. Its form must be sent as multipart. */
export function FileInput({ name, label, hint, error, accept }: FileInputProps) {
  const words: FieldWords = { name, label, hint, error };
  return (
    <Field words={words}>
      <input className="file" type="file" id={name} name={name} accept={accept} aria-describedby={describedBy(words)} />
    </Field>
  );
}
