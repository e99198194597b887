import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { Pages } from '~/ui/pages';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import type { TeamData } from './team-data.server';

type Row = TeamData['waiting'][number];

/** What the team logged and nobody has looked at, the oldest first. */
export function ToLookAt({ data: { waiting, waitingCount, paged } }: { data: TeamData }) {
  return (
    <section aria-labelledby="to-look-at">
      <BarHead id="to-look-at" title="To look at" meta={countWords(waitingCount)} />
      {waiting.length === 0 ? (
        <Empty why={paged.first ? 'Nothing waits to be looked at.' : 'Nothing further waits.'} />
      ) : (
        <Plate>
          <Queue<Row>
            caption="Services to look at, the oldest first"
            rows={waiting}
            rowKey={(row) => row.reference}
            columns={[
              { head: 'Child', kind: 'head', order: 1, cell: (row) => <CodeChip code={row.code} /> },
              { head: 'Service', wide: true, order: 2, cell: (row) => row.said },
              { head: 'Logged by', order: 3, cell: (row) => row.worker },
              {
                head: 'Reference',
                id: true,
                cell: (row) => <a href={paths.serviceReview(row.reference)}>{row.reference}</a>,
              },
            ]}
          />
        </Plate>
      )}
      {(!paged.first || paged.next !== null) && (
        <Pages
          label="Pages of services to look at"
          position={`${waiting.length} of ${waitingCount}`}
          newer={paged.first ? undefined : { href: paths.team(), label: 'The oldest' }}
          older={paged.next === null ? undefined : { href: `${paths.team()}?after=${paged.next}`, label: 'Next' }}
        />
      )}
    </section>
  );
}

function countWords(count: number): string {
  if (count === 0) return 'None waits';
  return count === 1 ? '1 service waits' : `${count} services wait, the oldest first`;
}
