import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import type { CareView } from './care-view.server';

type Item = CareView['plan'][number];
type Service = CareView['services'][number];

/** What the plan promised the child, and what is left of it. */
export function ThePlan({ care }: { care: CareView }) {
  return (
    <section aria-labelledby="plan">
      <BarHead id="plan" title="Planned and given" meta={care.version ?? undefined} />
      {care.plan.length === 0 ? (
        <Empty why="No care plan is approved for this child." next="Ask the supervisor when there will be one." />
      ) : (
        <Plate>
          <Queue<Item>
            caption="Care plan items"
            rows={care.plan}
            rowKey={({ id }) => String(id)}
            columns={[
              { head: 'Service', kind: 'head', wide: true, order: 1, cell: ({ what }) => what },
              { head: 'Provider', wide: true, order: 2, cell: ({ providerCode }) => providerCode },
              { head: 'Planned', kind: 'num', said: true, cell: ({ planned }) => planned },
              { head: 'Given', kind: 'num', said: true, cell: ({ given }) => given },
              { head: 'Left', kind: 'num', said: true, cell: ({ left }) => left },
              { head: 'Until', kind: 'date', said: true, cell: ({ until }) => until },
            ]}
          />
        </Plate>
      )}
    </section>
  );
}

/** Each service as the caseworker logged it, with the note and what the supervisor said of it. */
export function ServicesGiven({ services }: { services: readonly Service[] }) {
  return (
    <Plate>
      <Queue<Service>
        caption="Services given, the newest first"
        rows={services}
        rowKey={({ reference }) => reference}
        columns={[
          { head: 'Day', kind: 'date', order: 2, cell: ({ day }) => day },
          {
            head: 'Service',
            kind: 'head',
            wide: true,
            order: 1,
            cell: ({ what, amount, attended }) => `${what}, ${attended ? amount : 'the child did not attend'}`,
          },
          { head: 'Provider', order: 2, cell: ({ providerCode }) => providerCode },
          { head: 'Supervisor', said: true, wide: true, cell: (row) => <Look row={row} /> },
          { head: 'Note', said: true, wide: true, cell: ({ note }) => note || 'No note' },
          { head: 'Reference', id: true, wide: true, cell: ({ reference }) => reference },
        ]}
      />
    </Plate>
  );
}

function Look({ row: { look, reason } }: { row: Service }) {
  return (
    <>
      {look}
      {reason && `: ${reason}`}
    </>
  );
}
