import { ITEM_WORDS, ITEMS, PURPOSE_WORDS, PURPOSES } from '~/domain/reveals/reveal';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { type Choice, NativeSelect } from '~/ui/native-select';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

interface RevealFormProps {
  people: readonly Choice[];
  formKey: string;
  desk: boolean;
  problems: readonly Problem[];
  values: Record<string, string | string[]>;
}

/** Item, purpose, reason and the second person. Nothing is chosen beforehand. */
export function RevealForm({ people, formKey, desk, problems, values }: RevealFormProps) {
  const given = (name: string) => entered(values, name);
  return (
    <Form formKey={formKey} look={desk ? 'form' : 'form-f'}>
      <ErrorSummary problems={problems} level={desk ? 3 : 2} />
      <Picks
        name="item"
        label="What do you need?"
        value={given('item')}
        error={problemOf(problems, 'item')}
        picks={ITEMS.map((item) => ({ value: item, label: ITEM_WORDS[item] }))}
      />
      <NativeSelect
        name="purpose"
        label="What is it for?"
        none="Choose"
        value={given('purpose')}
        error={problemOf(problems, 'purpose')}
        choices={PURPOSES.map((purpose) => ({ value: purpose, label: PURPOSE_WORDS[purpose] }))}
      />
      <Area
        name="reason"
        label="Why now, and for whom?"
        hint="Say why this cannot be done with the code. Use the code, not a name. The second person and the auditor read this."
        value={given('reason')}
        error={problemOf(problems, 'reason')}
      />
      <TextInput
        name="ticket"
        label="Order or ticket"
        hint="If there is one."
        width={12}
        kind="id"
        autoComplete="off"
        value={given('ticket')}
        error={problemOf(problems, 'ticket')}
      />
      <WhoAgrees people={people} problems={problems} path={given('path')} askedOf={given('askedOf')} />
      <p>
        <Button>Ask</Button>
      </p>
    </Form>
  );
}

interface WhoAgreesProps {
  people: readonly Choice[];
  problems: readonly Problem[];
  path: string | undefined;
  askedOf: string | undefined;
}

function WhoAgrees({ people, problems, path, askedOf }: WhoAgreesProps) {
  return (
    <Picks
      name="path"
      label="Who agrees?"
      value={path}
      error={problemOf(problems, 'path')}
      picks={[
        {
          value: 'agreed',
          label: 'A second person, first',
          hint: 'They see your reason and decide within 24 hours.',
          reveal: (
            <NativeSelect
              name="askedOf"
              label="Second person"
              none="Choose a person"
              value={askedOf}
              error={problemOf(problems, 'askedOf')}
              choices={people}
            />
          ),
        },
        {
          value: 'emergency',
          label: 'Nobody yet: a child is in danger now',
          hint: 'Only the contact opens. The child’s trustees and the auditor see it at once, and a trustee has to ratify it within 3 working days.',
        },
      ]}
    />
  );
}
