import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getIncident } from '~/domain/incidents/find-incidents.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { DefinitionList } from '~/ui/definition-list';
import { Folio, Section } from '~/ui/folio';
import { Note } from '~/ui/note';
import { Quote } from '~/ui/quote';
import { historyFor } from '../parts/audit-sentences.server';
import { RecordHistory } from '../parts/record-history';
import { IncidentFrame } from './parts/incident-frame';
import { incidentFrame } from './parts/incident-frame.server';
import { type IncidentView, incidentView } from './parts/incident-view.server';
import { Found, Told, WhatIsDue } from './parts/register-sections';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Incident ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'incident.report', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => ({
      incident: incidentView(await getIncident(q, ref), actor, inWorld),
      history: await historyFor(q, actor, ref, inWorld, { seenBy: ['auditor'] }),
      frame: await incidentFrame(q, actor, now),
    })),
);

/** One incident: for who keeps the register its clock, what was found and who was told; for who reported it, the report. */
export default function IncidentPage() {
  const { incident, history, frame } = useLoaderData<typeof loader>();
  if (!incident.mayKeep)
    return (
      <IncidentFrame
        frame={frame}
        title={`Incident ${incident.reference}`}
        crumb={incident.reference}
        back={paths.incidents()}
      >
        <Note status="agrees">It is reported. Those who keep the register see it from now on.</Note>
        <Reported incident={incident} />
      </IncidentFrame>
    );
  return (
    <IncidentFrame frame={frame} title={incident.kind} crumb={incident.reference}>
      <Folio>
        <WhatIsDue incident={incident} />
        <Section id="reported" question="What was reported?" meta={incident.reference}>
          <Reported incident={incident} />
        </Section>
        <Found incident={incident} />
        <Told incident={incident} />
        {history && <RecordHistory history={history} />}
      </Folio>
    </IncidentFrame>
  );
}

function Reported({ incident }: { incident: IncidentView }) {
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'What', detail: incident.kind },
          { term: 'Discovered', detail: incident.discovered },
          { term: 'Children', detail: incident.codes },
        ]}
      />
      <Quote text={incident.what} by={incident.reported} />
    </>
  );
}
