import { paths } from '~/http/paths';
import { Queue } from '~/ui/queue';
import type { AuditPage } from './audit-data.server';

type Event = AuditPage['events'][number];

const ADDRESSES: Record<string, (ref: string) => string> = {
  entry: paths.entry,
  trust: paths.trust,
  receipt: paths.receipt,
  disbursement: paths.disbursement,
  accounting: paths.accounting,
  reveal: paths.reveal,
};

/** Each act as a sentence: who, what, which record, and what was recorded with it. */
export function AuditRows({ events }: { events: readonly Event[] }) {
  return (
    <Queue<Event>
      caption="What was done"
      rows={events}
      rowKey={(event) => String(event.id)}
      columns={[
        { head: 'When', kind: 'date', wide: true, order: 2, cell: (event) => event.when },
        {
          head: 'Who did what',
          kind: 'head',
          wide: true,
          order: 1,
          cell: (event) => (
            <>
              {event.person} {event.did} <Ref event={event} />
            </>
          ),
        },
        { head: 'With it', wide: true, cell: (event) => <span className="meta">{event.facts || '–'}</span> },
      ]}
    />
  );
}

function Ref({ event }: { event: Event }) {
  const address = ADDRESSES[event.recordType];
  const code = <span className="id">{event.recordRef}</span>;
  return address ? <a href={address(event.recordRef)}>{code}</a> : code;
}
