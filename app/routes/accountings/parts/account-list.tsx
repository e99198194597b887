import { paths } from '~/http/paths';
import { periodWords } from '~/reports/court-accounting/wording';
import { dayWords } from '~/ui/day-words';
import { Queue } from '~/ui/queue';
import { Tag } from '~/ui/tag';
import type { AccountRow } from './accounts-data.server';

/** Accountings with their state in a word. */
export function AccountList({ rows }: { rows: readonly AccountRow[] }) {
  return (
    <Queue<AccountRow>
      caption="Accountings"
      rows={rows}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Accounting',
          kind: 'head',
          id: true,
          order: 1,
          cell: (row) => <a href={paths.accounting(row.reference)}>{row.reference}</a>,
        },
        { head: 'Trust', id: true, order: 2, cell: (row) => row.trustCode },
        { head: 'Period', wide: true, order: 3, cell: (row) => periodWords(row.from, row.through) },
        { head: 'Prepared by', said: true, cell: (row) => row.preparedBy },
        { head: 'Filed', kind: 'date', said: true, cell: (row) => (row.filedOn ? dayWords(row.filedOn) : '–') },
        {
          head: 'State',
          cell: (row) => (
            <Tag status={row.status} plain>
              {row.word}
            </Tag>
          ),
        },
      ]}
    />
  );
}
