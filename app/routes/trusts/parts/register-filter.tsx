import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { NativeSelect } from '~/ui/native-select';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { accountWords, ENTRY_KINDS, kindWords } from './account-words';
import type { LedgerData } from './ledger-data.server';

/** Which entries: sent by GET, so that the address is the filter and can be kept or handed on. */
export function RegisterFilter({ data }: { data: Pick<LedgerData, 'accounts' | 'entered' | 'problems' | 'asked'> }) {
  const { accounts, entered, problems, asked } = data;
  return (
    <details open={asked || problems.length > 0 || undefined}>
      <summary>Filter by account, kind or day</summary>
      <form className="form" method="get" noValidate>
        <ErrorSummary problems={problems} level={3} />
        <div className="row">
          <NativeSelect
            name="account"
            label="Account"
            hint="The figures are then its own."
            none="Any account, with the cash"
            value={entered.account}
            choices={accounts.map((code) => ({ value: code, label: accountWords(code) }))}
          />
          <NativeSelect
            name="kind"
            label="Kind"
            hint="What sort of thing happened."
            none="Any kind"
            value={entered.kind}
            choices={ENTRY_KINDS.map((kind) => ({ value: kind, label: kindWords(kind) }))}
          />
        </div>
        <div className="row">
          <TextInput
            name="from"
            label="From"
            hint="The first day, like Jan 1, 2026."
            width={12}
            autoComplete="off"
            value={entered.from}
            error={problemOf(problems, 'from')}
          />
          <TextInput
            name="to"
            label="To"
            hint="The last day."
            width={12}
            autoComplete="off"
            value={entered.to}
            error={problemOf(problems, 'to')}
          />
        </div>
        <p>
          <Button kind="second">Show</Button>
        </p>
      </form>
    </details>
  );
}
