import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { DefinitionList } from '~/ui/definition-list';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Note } from '~/ui/note';
import { Tag } from '~/ui/tag';
import { Timeline } from '~/ui/timeline';
import type { IncidentView } from './incident-view.server';

/** The clock: what has to be told to whom, until when, and the one thing to do next. */
export function WhatIsDue({ incident: { clock, reference } }: { incident: IncidentView }) {
  return (
    <Section id="due" question="What is due?" meta="Policy BR-1; RA 10173 section 20(f), NPC Circular 16-03" decision>
      <p className="lead">
        <Tag status={clock.status}>{clock.words}</Tag>
      </p>
      {!clock.assessed && (
        <Note status="alert">Nobody has assessed it yet. Until then the clock counts from the discovery.</Note>
      )}
      {clock.withoutDelay && <Note status="alert">Do not wait for the whole of the facts. Tell what is known.</Note>}
      {clock.late.map((words) => (
        <Note key={words} status="differs">
          {words}
        </Note>
      ))}
      {clock.noticeBy && (
        <DefinitionList
          look="lines"
          folds
          items={[
            { term: 'Authority and people are told by', detail: clock.noticeBy },
            { term: 'Full report is handed in by', detail: clock.reportBy },
          ]}
        />
      )}
      <p className="row row-c no-print">
        <ButtonLink href={paths.incidentAssessment(reference)}>
          {clock.assessed ? 'Assess it anew' : 'Assess it'}
        </ButtonLink>
        <ButtonLink kind="second" href={paths.incidentLine(reference)}>
          Record a step or a notice
        </ButtonLink>
      </p>
    </Section>
  );
}

/** What was found of the three conditions; earlier findings stay readable below the one that counts. */
export function Found({ incident: { newest, earlier } }: { incident: IncidentView }) {
  return (
    <Section id="found" question="What was found?" meta="Notice is due where all three come together">
      {newest ? <Finding finding={newest} /> : <Empty why="It is not assessed yet." />}
      {earlier.length > 0 && <h3>Earlier, counts no more</h3>}
      {earlier.map((finding) => (
        <Finding key={finding.by} finding={finding} />
      ))}
    </Section>
  );
}

function Finding({ finding }: { finding: NonNullable<IncidentView['newest']> }) {
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          ...finding.conditions.map(({ term, answer, why }) => ({
            term,
            detail: `${answer}. ${why}`,
          })),
          { term: 'Known or believed since', detail: finding.believed },
          { term: 'How many people', detail: finding.subjects },
        ]}
      />
      <p className="meta">{finding.by}</p>
    </>
  );
}

/** Steps and notices, by when they happened; what was replaced stays, and says so. */
export function Told({ incident: { lines } }: { incident: IncidentView }) {
  return (
    <Section id="told" question="What was done, and who was told?">
      {lines.length === 0 ? (
        <Empty why="Nothing is recorded yet." />
      ) : (
        <Timeline
          events={lines.map((line) => ({
            status: line.status,
            what: (
              <>
                <b>{line.kind}</b>
                {line.replaced && ' (replaced by a further line, counts no more)'}: {line.what}
                {line.evidence && ` Evidence: ${line.evidence}.`}
              </>
            ),
            source: `${line.happened}. Recorded by ${line.written}`,
          }))}
        />
      )}
    </Section>
  );
}
