import { formatAmount } from '~/money/format';
import { CodeChip } from '~/ui/code-chip';
import { Queue } from '~/ui/queue';
import { TagCount } from '~/ui/tag-count';
import type { QueueRow } from './queue-rows.server';

/** The queue of a trustee: folds into one block for each request on a phone. */
export function WaitingQueue({ rows, open }: { rows: readonly QueueRow[]; open: (reference: string) => string }) {
  return (
    <Queue
      caption="Requests waiting for a decision"
      rows={rows}
      rowKey={(row) => row.reference}
      columns={[
        { head: 'Waiting', kind: 'date', said: true, order: 3, cell: (row) => row.waiting },
        {
          head: 'Request',
          kind: 'head',
          id: true,
          order: 2,
          cell: (row) => <a href={open(row.reference)}>{row.reference}</a>,
        },
        { head: 'For', order: 1, cell: (row) => <CodeChip code={row.code} /> },
        { head: 'Purpose', wide: true, order: 1, cell: (row) => row.purpose },
        { head: 'USD', kind: 'num', said: true, order: 2, cell: (row) => formatAmount(row.amount) },
        { head: 'Decisions', kind: 'date', said: true, order: 2, cell: (row) => row.decisions },
        { head: 'Checks', said: true, order: 2, cell: (row) => <CheckCounts row={row} /> },
        {
          head: 'Runway, months',
          kind: 'num',
          said: true,
          cell: (row) => (row.runway ? formatRunway(row.runway) : '–'),
        },
        {
          head: 'Decide by',
          kind: 'num',
          said: true,
          order: 3,
          cell: (row) => (row.overdue ? `${row.decideBy}, overdue` : row.decideBy),
        },
      ]}
    />
  );
}

function CheckCounts({ row }: { row: QueueRow }) {
  return (
    <>
      <TagCount status="approved" count={row.passed} spoken="passed" />
      {row.judge > 0 && (
        <>
          {' '}
          <TagCount status="alert" count={row.judge} spoken="to judge" next />
        </>
      )}
      {row.stops > 0 && (
        <>
          {' '}
          <TagCount status="rejected" count={row.stops} spoken="stop it" next />
        </>
      )}
    </>
  );
}

/** One decimal: "−1.5". */
function formatRunway(months: string): string {
  return months.replace('-', '\u2212');
}
