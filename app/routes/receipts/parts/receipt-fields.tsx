import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { Form } from '~/ui/form';
import { MoneyInput } from '~/ui/money-input';
import { type Choice, NativeSelect } from '~/ui/native-select';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

interface ReceiptFieldsProps {
  choices: readonly Choice[];
  formKey: string;
  values: Record<string, string | string[] | undefined>;
  problems: readonly Problem[];
}

/** One column; nothing is chosen beforehand. */
export function ReceiptFields({ choices, formKey, values, problems }: ReceiptFieldsProps) {
  const field = (name: string) => ({ name, value: typed(values[name]), error: problemOf(problems, name) });
  return (
    <Form formKey={formKey}>
      <NativeSelect
        {...field('defendantId')}
        label="Case and defendant"
        choices={choices}
        none="Choose a case and defendant"
      />
      <TextInput
        {...field('clerkReference')}
        label="Clerk’s reference"
        hint="On the cheque or the advice, like C-1301."
        width={12}
        kind="id"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
      />
      <DateFields
        name="paidOn"
        label="Paid on"
        hint="The day the clerk paid, in New York."
        error={problemOf(problems, 'paidOn')}
        value={{
          month: typed(values['paidOn-month']),
          day: typed(values['paidOn-day']),
          year: typed(values['paidOn-year']),
        }}
      />
      <MoneyInput {...field('amount')} label="Amount, USD" />
      <Picks
        {...field('component')}
        label="Part"
        picks={[
          { value: 'principal', label: 'Principal', hint: 'Restitution of the loss itself.' },
          { value: 'interest', label: 'Interest', hint: 'What the clerk names as interest on it.' },
        ]}
      />
      <div className="row row-c btns">
        <Button>Record and see the shares</Button>
      </div>
      <p className="meta">A recorded receipt is not edited. It counts only once its shares are posted.</p>
    </Form>
  );
}

function typed(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
