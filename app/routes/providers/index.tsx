import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findPayoutAccounts } from '~/domain/providers/find-payout-accounts.server';
import { findProviders } from '~/domain/providers/find-providers.server';
import { UNDER_WAY } from '~/domain/providers/payout-account';
import { dayInWords } from '~/domain/trusts/legal-day';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { STATE_WORDS } from '../parts/account-words';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Providers – Tutela' }];

export const loader = guardLoader({ permission: 'provider.read' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const accounts = await findPayoutAccounts(q);
    const rows = (await findProviders(q)).map(({ code, kind, payableUntil }) => {
      const own = accounts.filter(({ provider }) => provider === code);
      const inForce = own.find(({ state }) => state === 'in_force');
      const change = own.find(({ state }) => UNDER_WAY.includes(state));
      return {
        code,
        kind,
        until: dayInWords(payableUntil),
        account: inForce ? `..${inForce.ending}` : 'None on file',
        change: change ? STATE_WORDS[change.state] : 'None',
      };
    });
    return { rows, frame: await frameOf(q, actor, now, paths.disbursements()) };
  }),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

/** Who gives care and is paid for it, by number. Where they are and whom they serve is not shown. */
export default function Providers() {
  const { rows, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.disbursements(), label: 'Requests' }, { label: 'Providers' }]}
        title="Providers"
        line="Known by a number: a name or a place would say where a child is."
      />
      {rows.length === 0 ? (
        <Empty why="No provider is recorded." />
      ) : (
        <Plate>
          <Queue<Row>
            caption="Providers, by number"
            rows={rows}
            rowKey={(row) => row.code}
            columns={[
              {
                head: 'Provider',
                kind: 'head',
                order: 1,
                cell: (row) => <a href={paths.provider(row.code)}>{row.code}</a>,
              },
              { head: 'Kind', order: 2, cell: (row) => row.kind },
              { head: 'May be paid until', said: true, order: 3, cell: (row) => row.until },
              { head: 'Account', said: true, order: 3, cell: (row) => row.account },
              { head: 'Change under way', said: true, wide: true, order: 3, cell: (row) => row.change },
            ]}
          />
        </Plate>
      )}
    </Frame>
  );
}
