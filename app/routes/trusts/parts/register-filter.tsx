import { NativeSelect } from '~/ui/native-select';
import { accountWords, ENTRY_KINDS, kindWords } from './account-words';
import { DayFilter, FilterForm } from './day-filter';
import type { LedgerData } from './ledger-data.server';

/** Which entries. */
export function RegisterFilter({ data }: { data: Pick<LedgerData, 'accounts' | 'entered' | 'problems' | 'asked'> }) {
  const { accounts, entered, problems, asked } = data;
  return (
    <details open={asked || problems.length > 0 || undefined}>
      <summary>Filter by account, kind or day</summary>
      <FilterForm problems={problems}>
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
          <DayFilter
            name="from"
            label="From"
            hint="The first day, like Jan 1, 2026."
            entered={entered.from}
            problems={problems}
          />
          <DayFilter name="to" label="To" hint="The last day." entered={entered.to} problems={problems} />
        </div>
      </FilterForm>
    </details>
  );
}
