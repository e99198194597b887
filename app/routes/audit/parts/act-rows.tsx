import { Queue } from '~/ui/queue';
import type { ActLine } from './act-data.server';

/** Each act with who, what kind, and from where. Of what stands for a record, its kind alone. */
export function ActRows({ acts }: { acts: readonly ActLine[] }) {
  return (
    <Queue<ActLine>
      caption="What was done"
      rows={acts}
      rowKey={(act) => String(act.id)}
      columns={[
        { head: 'When', kind: 'date', wide: true, order: 2, cell: (act) => act.when },
        { head: 'Who did what', kind: 'head', wide: true, order: 1, cell: (act) => `${act.person} ${act.did} …` },
        { head: 'On', said: true, cell: (act) => <span className="meta">{act.kind}</span> },
        { head: 'From where', wide: true, cell: (act) => <span className="meta">{act.whence || '–'}</span> },
      ]}
    />
  );
}
