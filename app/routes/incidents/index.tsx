import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { readIncidents } from '~/domain/incidents/find-incidents.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { Tag } from '~/ui/tag';
import { IncidentFrame } from './parts/incident-frame';
import { incidentFrame } from './parts/incident-frame.server';
import { type IncidentView, incidentView } from './parts/incident-view.server';

export const meta: MetaFunction = () => [{ title: 'Incidents – Tutela' }];

export const loader = guardLoader({ permission: 'incident.report' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => ({
    incidents: (await readIncidents(q)).map((incident) => incidentView(incident, actor, inWorld)),
    mayKeep: permits(actor, 'incident.keep'),
    year: booksDay(now).slice(0, 4),
    frame: await incidentFrame(q, actor, now),
  })),
);

/** The register, for who keeps it; for anybody else what they reported. */
export default function Incidents() {
  const { incidents, mayKeep, year, frame } = useLoaderData<typeof loader>();
  return (
    <IncidentFrame
      frame={frame}
      title="Incidents"
      lead={
        mayKeep
          ? 'What may have happened to what is known of people. The authority and the people are told within 72 hours (policy BR-1).'
          : 'What you reported. Those who keep the register see to it.'
      }
    >
      {incidents.length === 0 ? (
        <Empty why="Nothing is reported." next="Report what you are unsure of too: it is looked at by others." />
      ) : (
        <Plate>
          <Register incidents={incidents} mayKeep={mayKeep} />
        </Plate>
      )}
      <p className="after row row-c">
        <ButtonLink href={paths.newIncident()}>Report an incident</ButtonLink>
        {mayKeep && (
          <ButtonLink kind="second" href={paths.annualIncidents(year)}>
            {`The year ${year}`}
          </ButtonLink>
        )}
      </p>
    </IncidentFrame>
  );
}

function Register({ incidents, mayKeep }: { incidents: readonly IncidentView[]; mayKeep: boolean }) {
  return (
    <Queue<IncidentView>
      caption="Incidents, the newest first"
      rows={incidents}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Incident',
          kind: 'head',
          order: 1,
          cell: (row) => <a href={paths.incident(row.reference)}>{row.reference}</a>,
        },
        { head: 'What', wide: true, order: 2, cell: (row) => row.kind },
        { head: 'Discovered', said: true, wide: true, order: 3, cell: (row) => row.discovered },
        ...(mayKeep
          ? [
              {
                head: 'Clock',
                wide: true,
                order: 2 as const,
                cell: ({ clock }: IncidentView) => <Tag status={clock.status}>{clock.words}</Tag>,
              },
            ]
          : []),
      ]}
    />
  );
}
