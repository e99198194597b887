import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { AuditRows } from './audit-rows';
import type { History } from './audit-sentences.server';

/** Who did and who saw what on this record, the newest first: the trail's own sentences. */
export function RecordHistory({ history: { record, events, more } }: { history: History }) {
  return (
    <Section id="history" question="Who did and saw what here?" meta="Nothing of it can be changed or removed">
      {events.length === 0 ? <Empty why="Nothing was recorded yet." /> : <AuditRows events={events} />}
      {more && (
        <p>
          <a href={`${paths.audit()}?record=${encodeURIComponent(record)}`}>All entries of {record}</a>
        </p>
      )}
    </Section>
  );
}
