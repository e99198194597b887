import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { readTrustBalances } from '~/domain/trusts/find-trust-balances.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { Money } from '~/ui/money';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { cashOf } from '../parts/cash-figures';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Trusts – Tutela' }];

export const loader = guardLoader({ permission: 'trust.read' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const trusts = await readTrustBalances(q);
    return {
      mayReadParties: permits(actor, 'party.read'),
      mayDelegate: permits(actor, 'delegation.read'),
      frame: await frameOf(q, actor, now, paths.trusts()),
      available: cashOf(trusts).available,
      trusts: trusts.map((trust) => ({
        code: trust.code,
        currency: trust.currency,
        beneficiaries: trust.beneficiaries,
        ...cashOf([trust]),
      })),
    };
  }),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['trusts'][number];

export default function Trusts() {
  const { frame, trusts, available, mayDelegate, mayReadParties } = useLoaderData<typeof loader>();
  const currencies = [...new Set(trusts.map((trust) => trust.currency))];
  const [currency] = currencies;
  return (
    <Frame {...frame}>
      <PageHead
        title="Trusts"
        lead={currencies.length === 1 ? <Lead count={trusts.length} currency={currency} available={available} /> : ''}
      />
      <p>
        <a href={paths.restrictions()}>Restricted records</a> · <a href={paths.providers()}>Providers</a>
        {mayReadParties && (
          <>
            {' '}
            · <a href={paths.parties()}>Parties to a case</a>
          </>
        )}
        {mayDelegate && (
          <>
            {' '}
            · <a href={paths.delegations()}>Who stands in for whom</a>
          </>
        )}
      </p>
      {trusts.length === 0 ? (
        <Empty why="No trust is yours to read today." next="A trustee sees the trusts of a term in office." />
      ) : (
        <Plate>
          <Queue<Row>
            caption={`Trusts, with their cash in ${currencies.join(' and ')}`}
            rows={trusts}
            rowKey={(row) => row.code}
            columns={[
              {
                head: 'Trust',
                kind: 'head',
                id: true,
                order: 1,
                cell: (row) => <a href={paths.trust(row.code)}>{row.code}</a>,
              },
              { head: 'For', wide: true, order: 2, cell: (row) => <Codes codes={row.beneficiaries} /> },
              { head: 'Posted', kind: 'num', said: true, cell: (row) => <Money amount={row.posted} /> },
              { head: 'Held', kind: 'num', said: true, cell: (row) => <Money amount={row.held} /> },
              {
                head: 'Available now',
                kind: 'num',
                said: true,
                cell: (row) => (
                  <b>
                    <Money amount={row.available} />
                  </b>
                ),
              },
            ]}
          />
        </Plate>
      )}
    </Frame>
  );
}

function Lead({ count, currency, available }: { count: number; currency: string | undefined; available: string }) {
  return (
    <>
      {currency} <Money amount={available} /> is available in {count === 1 ? '1 trust' : `${count} trusts`}.
    </>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      {codes.map((code, index) => (
        <span key={code}>
          {index > 0 && ', '}
          <CodeChip code={code} />
        </span>
      ))}
    </>
  );
}
