import { paths } from '~/http/paths';
import { amount } from '~/money/amount';
import { dayWords } from '~/ui/day-words';
import { Money } from '~/ui/money';
import { Queue } from '~/ui/queue';
import { kindWords } from './account-words';
import type { LedgerData } from './ledger-data.server';

type Line = LedgerData['page']['lines'][number];

/** Entries with the cash each moved and the cash after it. */
export function Entries({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  return (
    <Queue<Line>
      caption={`Entries, ${currency}`}
      rows={lines}
      rowKey={(line) => line.key}
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
        { head: 'Cash moved', kind: 'num', said: true, wide: true, cell: (line) => <Moved line={line} /> },
        { head: 'Cash after', kind: 'num', said: true, wide: true, cell: (line) => <Money amount={line.cashAfter} /> },
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
  return amount(line.cash).isZero() ? '–' : <Money amount={line.cash} />;
}
