import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findAssignedBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Children you speak for – Tutela' }];

export const loader = guardLoader({ permission: 'books-summary.read' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    children: await findAssignedBeneficiaries(q),
    frame: await frameOf(q, actor, now, paths.appointments()),
  })),
);

type Child = ReturnType<typeof useLoaderData<typeof loader>>['children'][number];

/** Where a guardian ad litem begins: the children the court appointed them for, by code, and what can be read of each. */
export default function Appointments() {
  const { children, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead title="Children you speak for" line="Those the court appointed you for, for as long as it did." />
      {children.length === 0 ? (
        <Empty why="No appointment of yours stands today." next="An administrator records whom the court appointed." />
      ) : (
        <Plate>
          <Queue<Child>
            caption="Children you speak for"
            rows={children}
            rowKey={({ code }) => code}
            columns={[
              { head: 'Child', kind: 'head', order: 1, cell: ({ code }) => <CodeChip code={code} /> },
              {
                head: 'Money',
                order: 2,
                cell: ({ code }) => <Opens to={paths.booksSummary(code)} of={code} what="Money in sums" />,
              },
              {
                head: 'Care',
                order: 2,
                cell: ({ code }) => <Opens to={paths.care(code)} of={code} what="Plan and services" />,
              },
              {
                head: 'Identity',
                order: 3,
                cell: ({ code }) => <Opens to={paths.newReveal(code)} of={code} what="Ask to see a detail" />,
              },
              {
                head: 'Rights',
                cell: ({ code }) => <Opens to={paths.newRight(code)} of={code} what="Record a request" />,
              },
            ]}
          />
        </Plate>
      )}
    </Frame>
  );
}

function Opens({ to, of, what }: { to: string; of: string; what: string }) {
  return (
    <a href={to}>
      {what}
      <span className="vh"> for {of}</span>
    </a>
  );
}
