import { Banner } from '~/ui/banner';
import { DefinitionList } from '~/ui/definition-list';
import { Fingerprint } from '~/ui/fingerprint';
import { Section } from '~/ui/folio';
import type { AuditPage } from './audit-data.server';

type Trail = AuditPage['trail'];

/** How far these entries are bound to one another, what was signed of them, and their copy off the database. */
export function TrailState({ trail }: { trail: Trail }) {
  const { hash, checkpoint, copy } = trail;
  return (
    <Section id="trail" question="How far this trail reaches" meta="Each event is bound to all before it">
      <Faults trail={trail} />
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Bound', detail: boundWords(trail) },
          { term: 'Newest link', detail: hash ? <Fingerprint hash={hash} /> : '–' },
          {
            term: 'Last checkpoint',
            detail: checkpoint
              ? `Signed ${checkpoint.at}, up to event ${checkpoint.length}`
              : 'None yet. One is signed within the hour.',
          },
          { term: 'Copy off the database', detail: copyWords(copy) },
        ]}
      />
    </Section>
  );
}

/** What whoever keeps the server must hear of. */
function Faults({ trail: { broken, stuck, waiting, copy } }: { trail: Trail }) {
  return (
    <>
      {broken && (
        <Banner id="trail-broken" status="differs" level={3} title="The trail is not whole">
          <p>{`The standing checks found at ${broken} that an entry was changed, or is gone. It is not to be relied on until it is explained.`}</p>
        </Banner>
      )}
      {stuck && (
        <Banner id="trail-stuck" status="alert" level={3} title="Entries wait to be bound">
          <p>{`${waitingWords(waiting)} since ${stuck}. Tell whoever keeps the server.`}</p>
        </Banner>
      )}
      {copy?.fault && (
        <Banner id="copy-fault" status="differs" level={3} title="The copy off the database is not written">
          <p>{`Not since ${copy.fault.since} (${copy.fault.code}). It is tried again every two seconds, and nothing will be left out. Tell whoever keeps the server.`}</p>
        </Banner>
      )}
    </>
  );
}

function boundWords({ length, waiting }: Trail): string {
  const bound = length === 1 ? '1 event' : `${length} events`;
  return waiting === 0 ? bound : `${bound}. ${waitingWords(waiting)}, which takes seconds.`;
}

function waitingWords(waiting: number): string {
  return waiting === 1 ? '1 event waits to be bound' : `${waiting} events wait to be bound`;
}

function copyWords(copy: Trail['copy']): string {
  if (!copy) return 'Kept by another process than this one';
  return copy.through === null ? 'Not looked at yet' : `Up to event ${copy.through}`;
}
