import { paths } from '~/http/paths';
import { Plate } from '~/ui/plate';
import { Queue, type QueueColumn } from '~/ui/queue';
import type { TermLine } from './term-words.server';

interface TermQueueProps {
  caption: string;
  rows: readonly TermLine[];
  /** What the reader knows from the page already. */
  without?: 'trust' | 'person';
}

/** Trustees' terms: whose, of which trust, by what authority, how they stand; and what the reader can do about each. */
export function TermQueue({ caption, rows, without }: TermQueueProps) {
  const person: QueueColumn<TermLine> = {
    head: 'Trustee',
    kind: 'head',
    wide: true,
    order: 1,
    cell: (row) => row.person,
  };
  const trust: QueueColumn<TermLine> = {
    head: 'Trust',
    kind: without === 'person' ? 'head' : 'text',
    id: true,
    said: true,
    wide: true,
    order: 1,
    cell: (row) => <a href={paths.trustees(row.trust)}>{row.trust}</a>,
  };
  return (
    <Plate>
      <Queue<TermLine>
        caption={caption}
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          ...(without === 'person' ? [] : [person]),
          ...(without === 'trust' ? [] : [trust]),
          { head: 'Days', said: true, wide: true, order: 2, cell: (row) => row.days },
          { head: 'By', said: true, wide: true, order: 2, cell: (row) => row.authority },
          { head: 'State', wide: true, order: 2, cell: (row) => <State row={row} /> },
          { head: 'Notice', said: true, wide: true, order: 3, cell: (row) => row.notice },
          { head: 'Do', wide: true, order: 3, cell: (row) => <Acts row={row} /> },
        ]}
      />
    </Plate>
  );
}

function State({ row }: { row: TermLine }) {
  return (
    <>
      {row.state}
      {row.handover && (
        <>
          {' '}
          <strong>{row.handover}</strong>
        </>
      )}
    </>
  );
}

function Acts({ row }: { row: TermLine }) {
  const of = (
    <span className="vh">
      {' '}
      ({row.person}, trustee of {row.trust})
    </span>
  );
  if (!row.mayAnswer && !row.mayEnd && !row.mayNotice && !row.mayDeliver) return <>–</>;
  return (
    <span className="row">
      {row.mayAnswer && <a href={paths.termAcceptance(row.id)}>Accept or decline{of}</a>}
      {row.mayNotice && <a href={paths.termNotice(row.id)}>Record notice{of}</a>}
      {row.mayDeliver && <a href={paths.termDelivery(row.id)}>Record handover{of}</a>}
      {row.mayEnd && (
        <a href={paths.termEnd(row.id)}>
          {row.own ? 'Resign' : row.accepted ? 'End' : 'Withdraw'}
          {of}
        </a>
      )}
    </span>
  );
}
