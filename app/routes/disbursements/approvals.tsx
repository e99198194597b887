import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Tabs } from '~/ui/tabs';
import { frameOf } from '../parts/frame.server';
import { waitingRows } from '../parts/queue-rows.server';
import { WaitingQueue } from '../parts/waiting-queue';

const query = z.object({ show: z.enum(['mine', 'all', 'aside']).catch('mine') });

export const meta: MetaFunction = () => [{ title: 'Approvals – Tutela' }];

export const loader = guardLoader(
  { permission: 'disbursement.approve', query },
  ({ actor, query: { show }, tx, now, inWorld }) =>
    tx(async (q) => ({
      show,
      rows: await waitingRows(q, actor, show, now, inWorld),
      frame: await frameOf(q, actor, now, paths.approvals()),
    })),
);

const TABS = [
  ['mine', 'Mine'],
  ['all', 'All'],
  ['aside', 'Stepped aside'],
] as const;

export default function Approvals() {
  const { show, rows, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead crumbs={[{ href: paths.home(), label: 'Home' }, { label: 'Approvals' }]} title="Approvals" />
      <section aria-labelledby="queue">
        <BarHead
          id="queue"
          title={show === 'mine' ? 'Waiting for you' : show === 'all' ? 'Waiting for anyone' : 'You stepped aside'}
          meta="Oldest first. Decide within 5 weekdays (policy AP-D)."
        >
          <Tabs
            kind="filter"
            label="Which requests"
            tabs={TABS.map(([value, label]) => ({
              href: `${paths.approvals()}?show=${value}`,
              label,
              current: value === show,
            }))}
          />
        </BarHead>
        {rows.length === 0 ? (
          <Empty why="Nothing is waiting for you." next="A request stands here when finance asks for a payment." />
        ) : (
          <Plate>
            <WaitingQueue rows={rows} open={paths.approval} />
          </Plate>
        )}
      </section>
    </Frame>
  );
}
