import { ITEM_WORDS, ITEMS } from '~/domain/reveals/reveal';
import { ASKER_WORDS, ASKERS, PROOF_WORDS, PROOFS } from '~/domain/rights/right';
import { Area } from '~/ui/area';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { NativeSelect } from '~/ui/native-select';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

interface RightFieldsProps {
  problems: readonly Problem[];
  values: Record<string, string | string[]> | undefined;
}

/** What is asked, by whom, how that is known, and when it came in. */
export function RightFields({ problems, values }: RightFieldsProps) {
  const given = (name: string) => entered(values, name);
  return (
    <>
      <NativeSelect
        name="wanted"
        label="What is asked?"
        none="Choose"
        value={given('wanted')}
        error={problemOf(problems, 'wanted')}
        choices={[
          { value: 'access', label: 'To know all that is held' },
          ...ITEMS.map((item) => ({ value: item, label: `To put right in the vault: ${ITEM_WORDS[item]}` })),
          { value: 'record', label: 'To put right: another record' },
        ]}
      />
      <TextInput
        name="record"
        label="Which record"
        hint="Its reference, if another record is said to be wrong: a service, a payment, a receipt."
        width={12}
        kind="id"
        autoComplete="off"
        value={given('record')}
        error={problemOf(problems, 'record')}
      />
      <NativeSelect
        name="asker"
        label="Who asks?"
        none="Choose"
        value={given('asker')}
        error={problemOf(problems, 'asker')}
        choices={ASKERS.map((asker) => ({ value: asker, label: ASKER_WORDS[asker] }))}
      />
      <NativeSelect
        name="proof"
        label="How is it known that they are who they say?"
        none="Choose"
        value={given('proof')}
        error={problemOf(problems, 'proof')}
        choices={PROOFS.map((proof) => ({ value: proof, label: PROOF_WORDS[proof] }))}
      />
      <DateFields
        name="received"
        label="When did it come in?"
        hint="The day it was first said or the letter arrived."
        value={enteredDay(values, 'received')}
        error={problemOf(problems, 'received')}
      />
      <Area
        name="statement"
        label="What they said"
        hint="Needed where something is wrong. Use the code, never the name or the right value of the vault."
        value={given('statement')}
        error={problemOf(problems, 'statement')}
      />
    </>
  );
}
