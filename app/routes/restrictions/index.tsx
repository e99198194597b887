import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findRestrictions } from '~/domain/restrictions/find-restrictions.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { dayWords, momentWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Restricted records – Tutela' }];

export const loader = guardLoader({ permission: 'restriction.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => {
    const mayKeep = permits(actor, 'restriction.keep');
    return {
      mayKeep,
      restrictions: (await findRestrictions(q)).map((row) => ({
        id: row.id,
        record: `${row.type === 'trust' ? 'Trust' : 'Child'} ${row.code ?? 'not shown to you'}`,
        reason: row.reason,
        by: `${row.markedBy}, ${momentWords(inWorld(row.markedAt))}`,
        until: row.liftedAt
          ? `Lifted ${momentWords(inWorld(row.liftedAt))}`
          : row.stands
            ? `Until ${dayWords(row.untilOn)}`
            : `Over since ${dayWords(row.untilOn)}`,
        people: row.people.join(', '),
        mayLift: mayKeep && row.stands && row.named,
      })),
      frame: await frameOf(q, actor, now, paths.restrictions()),
    };
  }),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['restrictions'][number];

/** Which records only named people see, as far as the reader is named; an auditor knows of all. */
export default function Restrictions() {
  const { restrictions, mayKeep, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Restricted records"
        line="For a time only named people see these, whatever their roles would allow."
      />
      {mayKeep && (
        <p>
          <ButtonLink href={paths.newRestriction()}>Restrict a record</ButtonLink>
        </p>
      )}
      {restrictions.length === 0 ? (
        <div className="mt">
          <Empty why="No restriction names you." />
        </div>
      ) : (
        <div className="mt">
          <Plate>
            <Queue<Row>
              caption="Restrictions, the newest first"
              rows={restrictions}
              rowKey={(row) => String(row.id)}
              columns={[
                { head: 'Record', kind: 'head', wide: true, order: 1, cell: (row) => row.record },
                { head: 'Reason', wide: true, order: 2, cell: (row) => row.reason },
                { head: 'Marked by', said: true, wide: true, order: 2, cell: (row) => row.by },
                { head: 'Seen by', said: true, wide: true, order: 3, cell: (row) => row.people },
                { head: 'Until', wide: true, order: 3, cell: (row) => row.until },
                {
                  head: 'Lift',
                  wide: true,
                  order: 3,
                  cell: (row) =>
                    row.mayLift ? (
                      <a href={paths.restrictionLifting(row.id)}>
                        Lift<span className="vh"> the restriction of {row.record}</span>
                      </a>
                    ) : (
                      '–'
                    ),
                },
              ]}
            />
          </Plate>
        </div>
      )}
    </Frame>
  );
}
