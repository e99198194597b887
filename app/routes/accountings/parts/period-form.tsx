import { Button } from '~/ui/button';
import { DateFields, type DateParts } from '~/ui/date-fields';
import { ErrorSummary } from '~/ui/error-summary';
import { NativeSelect } from '~/ui/native-select';
import { type Problem, problemOf } from '~/ui/problem';

interface PeriodFormProps {
  trusts: readonly string[];
  entered: { trust: string; from: DateParts; through: DateParts };
  problems: readonly Problem[];
}

/** Trust and period, sent as an address: showing figures records nothing, and the page can be sent to a colleague. */
export function PeriodForm({ trusts, entered, problems }: PeriodFormProps) {
  return (
    <form className="form" method="get" noValidate>
      <ErrorSummary problems={problems} level={3} />
      <NativeSelect
        name="trust"
        label="Trust"
        none="Choose a trust"
        value={entered.trust}
        choices={trusts.map((code) => ({ value: code, label: code }))}
        error={problemOf(problems, 'trust')}
      />
      <DateFields
        name="from"
        label="First day"
        hint="The day after the last account, or the first day of the books."
        value={entered.from}
        error={problemOf(problems, 'from')}
      />
      <DateFields name="through" label="Last day" value={entered.through} error={problemOf(problems, 'through')} />
      <p>
        <Button kind="second">Show the figures</Button>
      </p>
    </form>
  );
}
