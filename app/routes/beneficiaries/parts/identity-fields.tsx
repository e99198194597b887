import { entered } from '~/ui/entered';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

const FIELDS = [
  { name: 'name', label: 'Name', hint: 'As it stands in the papers.' },
  { name: 'birth_date', label: 'Birth date', hint: 'Like 2012-03-04. Only the day of majority leaves the vault.' },
  { name: 'address', label: 'Address', hint: 'Where the child lives now. Leave it empty if it is not known.' },
  {
    name: 'contact',
    label: 'Contact',
    hint: 'Whom to call in an emergency, and the number. Several: with a semicolon.',
  },
  {
    name: 'guardian',
    label: 'Guardian',
    hint: 'Who answers for the child. Several: with a semicolon. Nobody who is accused in the case.',
  },
] as const;

interface IdentityFieldsProps {
  problems: readonly Problem[];
  values: Record<string, string | string[]>;
}

/** One line for each item the vault keeps. The browser keeps none of it for another form, and spells none of it. */
export function IdentityFields({ problems, values }: IdentityFieldsProps) {
  const given = (name: string) => entered(values, name);
  const unsure = problemOf(problems, 'apart');
  return (
    <>
      {FIELDS.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          name={name}
          label={label}
          hint={hint}
          autoComplete="off"
          spellCheck={false}
          value={given(name)}
          error={problemOf(problems, name)}
        />
      ))}
      {(unsure || given('apart')) && (
        <Picks
          type="checkbox"
          name="apart"
          label="Is this another child?"
          value={given('apart')}
          error={unsure}
          picks={[{ value: 'yes', label: 'My supervisor says that this is another child' }]}
        />
      )}
    </>
  );
}
