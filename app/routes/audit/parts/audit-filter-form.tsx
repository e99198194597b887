import { AUDIT_ACTIONS, AUDIT_WORDS } from '~/domain/audit/audit-words';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { ErrorSummary } from '~/ui/error-summary';
import { NativeSelect } from '~/ui/native-select';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import type { AuditPage } from './audit-data.server';

interface AuditFilterFormProps extends Pick<AuditPage, 'people' | 'entered' | 'problems'> {
  /** Also by the record: not for who is not shown which record it is. */
  byRecord?: boolean;
}

/** Which part of the trail: folded away while nothing is asked, since most readers come for the newest. */
export function AuditFilterForm({ people, entered, problems, byRecord = false }: AuditFilterFormProps) {
  const { from, to, person, record, kind } = entered;
  const asked = [person, record, kind, ...Object.values(from), ...Object.values(to), problems.length].some(Boolean);
  const kinds = AUDIT_ACTIONS.map((action) => ({ value: action, label: sentence(AUDIT_WORDS[action]) }));
  return (
    <details open={asked || undefined}>
      <summary>{byRecord ? 'Filter by person, record, kind or day' : 'Filter by person, kind or day'}</summary>
      <form className="form" method="get" noValidate>
        <ErrorSummary problems={problems} level={3} />
        <NativeSelect name="person" label="Person" none="Anyone" value={person} choices={people} />
        {byRecord && (
          <TextInput
            name="record"
            label="Record"
            hint="Its code, like D-2027-0113 or T-0042."
            width={12}
            kind="id"
            autoComplete="off"
            spellCheck={false}
            value={record}
            error={problemOf(problems, 'record')}
          />
        )}
        <NativeSelect name="kind" label="Kind" none="Anything" value={kind} choices={kinds} />
        <DateFields name="from" label="From" hint="New York time." value={from} error={problemOf(problems, 'from')} />
        <DateFields name="to" label="To" value={to} error={problemOf(problems, 'to')} />
        <p>
          <Button kind="second">Show</Button>
        </p>
      </form>
    </details>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
