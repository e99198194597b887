import { paths } from '~/http/paths';
import { Queue } from '~/ui/queue';
import type { AuditSentence } from './audit-sentences.server';

const ADDRESSES: Record<string, (ref: string) => string> = {
  entry: paths.entry,
  trust: paths.trust,
  receipt: paths.receipt,
  disbursement: paths.disbursement,
  accounting: paths.accounting,
  reveal: paths.reveal,
};

/** Each act as a sentence: who, what, which record; what was recorded with it, and from where and with what it was done. */
export function AuditRows({ events }: { events: readonly AuditSentence[] }) {
  return (
    <Queue<AuditSentence>
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
        { head: 'From where', wide: true, cell: (event) => <span className="meta">{event.whence || '–'}</span> },
      ]}
    />
  );
}

function Ref({ event }: { event: AuditSentence }) {
  const address = ADDRESSES[event.recordType];
  const code = <span className="id">{event.recordRef}</span>;
  return address ? <a href={address(event.recordRef)}>{code}</a> : code;
}
