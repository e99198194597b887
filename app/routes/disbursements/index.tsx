import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import type { DisbursementState } from '~/domain/disbursements/disbursement';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { Plate } from '~/ui/plate';
import { RecordHead } from '~/ui/record-head';
import { Tabs } from '~/ui/tabs';
import { frameOf } from '../parts/frame.server';
import { requestRows } from '../parts/queue-rows.server';
import { RequestList } from '../parts/request-list';

const SHOWN: Record<string, { label: string; states: DisbursementState[] }> = {
  open: { label: 'Open', states: ['submitted', 'changes_asked', 'approved'] },
  paid: { label: 'Paid', states: ['paid'] },
  returned: { label: 'Returned', states: ['returned'] },
  rejected: { label: 'Rejected', states: ['rejected'] },
};

const query = z.object({ show: z.enum(['open', 'paid', 'returned', 'rejected']).catch('open') });

export const meta: MetaFunction = () => [{ title: 'Requests – Tutela' }];

export const loader = guardLoader(
  { permission: 'disbursement.read', query },
  ({ actor, query: { show }, tx, now, inWorld }) =>
    tx(async (q) => ({
      show,
      rows: await requestRows(q, SHOWN[show]?.states ?? [], inWorld),
      frame: await frameOf(q, actor, now, paths.disbursements()),
      mayAsk: permits(actor, 'disbursement.request'),
    })),
);

export default function Disbursements() {
  const { show, rows, frame, mayAsk } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <RecordHead
        title="Requests"
        crumbs={[{ href: paths.home(), label: 'Home' }, { label: 'Requests' }]}
        action={mayAsk ? <ButtonLink href={paths.newDisbursement()}>Request a payment</ButtonLink> : undefined}
      />
      <p>
        <a href={paths.providers()}>Providers and their accounts</a>
      </p>
      <section aria-labelledby="list">
        <BarHead id="list" title={`${SHOWN[show]?.label} requests`} meta="Newest first.">
          <Tabs
            kind="filter"
            label="Which requests"
            tabs={Object.entries(SHOWN).map(([value, { label }]) => ({
              href: `${paths.disbursements()}?show=${value}`,
              label,
              current: value === show,
            }))}
          />
        </BarHead>
        {rows.length === 0 ? (
          <Empty
            why={`No ${SHOWN[show]?.label.toLowerCase()} requests.`}
            next="Requests are made for services that were given."
          />
        ) : (
          <Plate>
            <RequestList rows={rows} />
          </Plate>
        )}
      </section>
    </Frame>
  );
}
