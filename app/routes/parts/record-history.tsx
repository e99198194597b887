import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { AuditRows } from './audit-rows';
import type { History } from './audit-sentences.server';
import { Corrections } from './corrections';

/** What was put right beside this record; then who did and who saw what on it, the newest first, in the trail's sentences. */
export function RecordHistory({ history: { record, corrections, events, more, own } }: { history: History }) {
  return (
    <>
      <Corrections corrections={corrections} />
      <Section
        id="history"
        question={own ? 'What did you do and see here?' : 'Who did and saw what here?'}
        meta={`${own ? 'Your own acts. ' : ''}Nothing of it can be changed or removed`}
      >
        {events.length === 0 ? <Empty why="Nothing was recorded yet." /> : <AuditRows events={events} />}
        {more && (
          <p>
            <a href={`${paths.audit()}?record=${encodeURIComponent(record)}`}>All entries of {record}</a>
          </p>
        )}
      </Section>
    </>
  );
}
