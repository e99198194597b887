import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ROLE_WORDS } from '~/access/roles';
import { findDelegations } from '~/domain/delegations/find-delegations.server';
import { findAccessReview } from '~/domain/people/find-access-review.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { dayWords, momentWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { Note } from '~/ui/note';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { DelegationQueue } from '../parts/delegation-queue';
import { delegationWords } from '../parts/delegation-words.server';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Access review – Tutela' }];

export const loader = guardLoader({ permission: 'access.review' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => {
    const roles = await findAccessReview(q);
    return {
      overdue: roles.filter((row) => row.overdue).length,
      waiting: roles.filter((row) => !row.decision).length,
      roles: roles.map((row) => ({
        id: row.grantId,
        name: row.name,
        role: ROLE_WORDS[row.role],
        since: momentWords(inWorld(row.since)),
        lastUsed: row.lastUsed ? momentWords(inWorld(row.lastUsed)) : 'never since',
        state: row.decision
          ? `Confirmed by ${row.decidedBy}: ${row.reason}`
          : `${row.overdue ? 'Overdue since' : 'Due by'} ${dayWords(row.dueOn)}`,
        mayDecide: !row.decision && row.personId !== actor.personId,
      })),
      delegations: (await findDelegations(q, booksDay(now)))
        .map((row) => delegationWords(row, actor, inWorld))
        .filter((line) => !line.isOver),
      frame: await frameOf(q, actor, now, paths.accessReview()),
    };
  }),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['roles'][number];

/** Who holds what since when, and whether somebody else has looked at it this quarter. */
export default function AccessReview() {
  const { overdue, waiting, roles, delegations, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Access review"
        line={`Each quarter every role is confirmed or ended by somebody who does not hold it. ${waiting} of ${roles.length} wait.`}
      />
      {overdue > 0 && (
        <Note status="alert">
          {overdue === 1 ? '1 review is overdue.' : `${overdue} reviews are overdue.`} Decide on them first.
        </Note>
      )}
      <Plate>
        <Queue<Row>
          caption="Roles held, those that wait for their review first"
          rows={roles}
          rowKey={(row) => String(row.id)}
          columns={[
            { head: 'Name', kind: 'head', order: 1, cell: (row) => row.name },
            { head: 'Role', order: 1, cell: (row) => row.role },
            { head: 'Since', said: true, wide: true, order: 2, cell: (row) => row.since },
            { head: 'Last here', said: true, wide: true, order: 2, cell: (row) => row.lastUsed },
            { head: 'Review', wide: true, order: 3, cell: (row) => row.state },
            {
              head: 'Decide',
              wide: true,
              order: 3,
              cell: (row) =>
                row.mayDecide ? (
                  <a href={paths.roleReview(row.id)}>
                    Decide
                    <span className="vh">
                      {' '}
                      on {row.role} of {row.name}
                    </span>
                  </a>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      </Plate>
      <section aria-labelledby="delegations">
        <BarHead id="delegations" title="Who stands in for whom" />
        {delegations.length === 0 ? (
          <Empty why="Nobody stands in for anybody." />
        ) : (
          <DelegationQueue caption="Delegations that are not over, the newest first" rows={delegations} />
        )}
      </section>
    </Frame>
  );
}
