import { paths } from '~/http/paths';
import { formatAmount } from '~/money/format';
import { CodeChip } from '~/ui/code-chip';
import { Queue } from '~/ui/queue';
import { Tag } from '~/ui/tag';
import type { RequestRow } from './queue-rows.server';
import { STATE_STATUS } from './state-status';

/** Requests with their state, for those who ask and pay. */
export function RequestList({ rows }: { rows: readonly RequestRow[] }) {
  return (
    <Queue
      caption="Requests"
      rows={rows}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Request',
          kind: 'head',
          id: true,
          order: 2,
          cell: (row) => <a href={paths.disbursement(row.reference)}>{row.reference}</a>,
        },
        { head: 'For', order: 1, cell: (row) => <CodeChip code={row.code} /> },
        { head: 'Purpose', wide: true, order: 1, cell: (row) => row.purpose },
        { head: 'Pay to', said: true, cell: (row) => row.provider },
        { head: 'Asked', said: true, kind: 'date', cell: (row) => `${row.askedOn}, ${row.askedBy}` },
        { head: 'State', order: 2, wide: true, cell: (row) => <Tag status={STATE_STATUS[row.state]} plain /> },
        { head: 'USD', kind: 'num', said: true, order: 2, cell: (row) => formatAmount(row.amount) },
      ]}
    />
  );
}
