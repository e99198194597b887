import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findCaseload } from '~/domain/services-delivered/find-caseload.server';
import { findLastServices } from '~/domain/services-delivered/find-last-services.server';
import { findRecentServices } from '~/domain/services-delivered/find-services.server';
import { serviceWord } from '~/domain/services-delivered/service-words';
import { legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { CodeChip } from '~/ui/code-chip';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';
import { entryLine } from './parts/entry-line';

export const meta: MetaFunction = () => [{ title: 'Team – Tutela' }];

export const loader = guardLoader({ permission: 'team.read' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const caseload = await findCaseload(q);
    const ids = caseload.map((row) => row.beneficiaryId);
    const last = await findLastServices(q, ids, legalDay(now, FIELD_ZONE));
    return {
      children: caseload.map(({ worker, code, beneficiaryId }) => {
        const given = last.find((row) => row.beneficiaryId === beneficiaryId);
        return {
          worker,
          code,
          last: given ? `${serviceWord(given.service)}, ${dayWords(given.occurredOn)}` : 'none yet',
        };
      }),
      services: (await findRecentServices(q, { limit: 50 })).map(entryLine),
      frame: await frameOf(q, actor, now, paths.team()),
    };
  }),
);

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** The children of the workers a supervisor answers for, and what was given to them. Codes only; no money. */
export default function Team() {
  const { children, services, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead title="Team" line="The children your caseworkers look after now, and the services logged for them." />
      <p>
        <a href={paths.restrictions()}>Restricted records</a> · <a href={paths.delegations()}>Who stands in for whom</a>
      </p>
      {children.length === 0 ? (
        <Empty why="Nobody’s work is yours to supervise today." next="An administrator says who supervises whom." />
      ) : (
        <>
          <section aria-labelledby="children">
            <BarHead id="children" title="Children" />
            <Plate>
              <Queue<Page['children'][number]>
                caption="Children by caseworker"
                rows={children}
                rowKey={(row) => `${row.worker} ${row.code}`}
                columns={[
                  { head: 'Child', kind: 'head', order: 1, cell: (row) => <CodeChip code={row.code} /> },
                  { head: 'Caseworker', order: 2, cell: (row) => row.worker },
                  { head: 'Last service', wide: true, order: 3, cell: (row) => row.last },
                ]}
              />
            </Plate>
          </section>
          <section aria-labelledby="services">
            <BarHead id="services" title="Services logged" />
            <Plate>
              <Queue<Page['services'][number]>
                caption="Services logged, the newest first"
                rows={services}
                rowKey={(row) => row.reference}
                columns={[
                  { head: 'Child', kind: 'head', order: 1, cell: (row) => <CodeChip code={row.code} /> },
                  { head: 'Service', wide: true, order: 2, cell: (row) => row.said },
                  { head: 'Provider', order: 3, cell: (row) => row.providerCode },
                  { head: 'Reference', id: true, cell: (row) => row.reference },
                ]}
              />
            </Plate>
          </section>
        </>
      )}
    </Frame>
  );
}
