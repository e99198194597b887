import { paths } from '~/http/paths';
import { amount } from '~/money/amount';
import { dayWords } from '~/ui/day-words';
import { Money } from '~/ui/money';
import { Queue } from '~/ui/queue';
import { kindWords } from './account-words';
import type { LedgerData } from './ledger-data.server';

type Line = LedgerData['lines'][number];

/** Entries with what each moved and the balance after it: of cash, or of the account that was asked for. */
export function Register({ lines, currency, ofCash }: { lines: readonly Line[]; currency: string; ofCash: boolean }) {
  return (
    <Queue<Line>
      caption={`Entries, ${currency}`}
      rows={lines}
      rowKey={(line) => String(line.id)}
      columns={[
        { head: 'Day', kind: 'date', order: 2, cell: (line) => dayWords(line.occurredOn) },
        {
          head: 'Entry',
          kind: 'head',
          id: true,
          order: 1,
          cell: (line) => (
            <a href={paths.entry(line.id)}>
              <span className="vh">Entry </span>
              {line.id}
            </a>
          ),
        },
        { head: 'What', wide: true, order: 3, cell: (line) => <What line={line} /> },
        { head: 'Reference', id: true, said: true, cell: (line) => line.reference || '–' },
        {
          head: ofCash ? 'Cash moved' : 'Moved',
          kind: 'num',
          said: true,
          wide: true,
          cell: (line) => <Moved line={line} />,
        },
        {
          head: ofCash ? 'Cash after' : 'Balance after',
          kind: 'num',
          said: true,
          wide: true,
          cell: (line) => <Money amount={line.after} />,
        },
      ]}
    />
  );
}

function What({ line }: { line: Line }) {
  return (
    <>
      {line.description || kindWords(line.kind)}
      <br />
      <span className="meta muted">
        {kindWords(line.kind)}
        {line.party && `, ${line.party}`}
      </span>
    </>
  );
}

/** A dash where an entry moved no cash: foreign cash spent, a holding brought in. */
function Moved({ line }: { line: Line }) {
  return amount(line.moved).isZero() ? '–' : <Money amount={line.moved} />;
}
