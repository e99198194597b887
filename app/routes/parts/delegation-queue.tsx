import { paths } from '~/http/paths';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import type { DelegationLine } from './delegation-words.server';

/** Who stands in for whom, in what, until when; and what the reader can do about it. */
export function DelegationQueue({ caption, rows }: { caption: string; rows: readonly DelegationLine[] }) {
  return (
    <Plate>
      <Queue<DelegationLine>
        caption={caption}
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          { head: 'Who for whom', kind: 'head', wide: true, order: 1, cell: (row) => row.who },
          { head: 'As', wide: true, order: 2, cell: (row) => row.office },
          { head: 'May', said: true, wide: true, order: 2, cell: (row) => row.may },
          { head: 'Days', wide: true, order: 2, cell: (row) => row.days },
          { head: 'Reason', said: true, wide: true, order: 3, cell: (row) => row.reason },
          { head: 'State', wide: true, order: 3, cell: (row) => row.state },
          { head: 'Do', wide: true, order: 3, cell: (row) => <Acts row={row} /> },
        ]}
      />
    </Plate>
  );
}

function Acts({ row }: { row: DelegationLine }) {
  const of = <span className="vh"> the delegation: {row.who}</span>;
  if (!row.waitsFor && !row.mayEnd) return <>–</>;
  return (
    <span className="row">
      {row.waitsFor === 'acceptance' && <a href={paths.delegationAcceptance(row.id)}>Accept{of}</a>}
      {row.waitsFor === 'agreement' && <a href={paths.delegationAgreement(row.id)}>Agree to{of}</a>}
      {row.mayEnd && <a href={paths.delegationEnd(row.id)}>End{of}</a>}
    </span>
  );
}
