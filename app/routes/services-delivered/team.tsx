import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';
import { loadTeam, type TeamData } from './parts/team-data.server';
import { ToLookAt } from './parts/to-look-at';

export const meta: MetaFunction = () => [{ title: 'Team – Tutela' }];

/** After which entry the list of what waits goes on. */
const query = z.object({ after: z.coerce.number().int().min(0).max(1e15).catch(0) });

export const loader = guardLoader({ permission: 'team.read', query }, ({ actor, query: asked, tx, now }) =>
  tx(async (q) => ({
    data: await loadTeam(q, actor, now, asked),
    frame: await frameOf(q, actor, now, paths.team()),
  })),
);

/** The children of the workers a supervisor answers for, and what was given to them. Codes only; no money. */
export default function Team() {
  const { data, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead title="Team" line="The children your caseworkers look after now, and the services logged for them." />
      <p>
        <a href={paths.restrictions()}>Restricted records</a> · <a href={paths.delegations()}>Who stands in for whom</a>
      </p>
      {data.children.length === 0 ? (
        <Empty why="Nobody’s work is yours to supervise today." next="An administrator says who supervises whom." />
      ) : (
        <>
          <ToLookAt data={data} />
          <Children rows={data.children} />
          <Services rows={data.services} />
        </>
      )}
    </Frame>
  );
}

type Child = TeamData['children'][number];

function Children({ rows }: { rows: readonly Child[] }) {
  return (
    <section aria-labelledby="children">
      <BarHead id="children" title="Children" />
      <Plate>
        <Queue<Child>
          caption="Children by caseworker"
          rows={rows}
          rowKey={(row) => `${row.worker} ${row.code}`}
          columns={[
            { head: 'Child', kind: 'head', order: 1, cell: (row) => <CodeChip code={row.code} /> },
            { head: 'Caseworker', order: 2, cell: (row) => row.worker },
            { head: 'Last service', wide: true, order: 3, cell: (row) => row.last },
          ]}
        />
      </Plate>
    </section>
  );
}

type Service = TeamData['services'][number];

function Services({ rows }: { rows: readonly Service[] }) {
  return (
    <section aria-labelledby="services">
      <BarHead id="services" title="Services logged" />
      <Plate>
        <Queue<Service>
          caption="Services logged, the newest first"
          rows={rows}
          rowKey={(row) => row.reference}
          columns={[
            { head: 'Child', kind: 'head', order: 1, cell: (row) => <CodeChip code={row.code} /> },
            { head: 'Service', wide: true, order: 2, cell: (row) => row.said },
            { head: 'Provider', order: 3, cell: (row) => row.providerCode },
            { head: 'State', cell: (row) => row.state },
            {
              head: 'Reference',
              id: true,
              cell: (row) => <a href={paths.serviceReview(row.reference)}>{row.reference}</a>,
            },
          ]}
        />
      </Plate>
    </section>
  );
}
