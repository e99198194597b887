import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { frameOf } from '../parts/frame.server';
import { AccountList } from './parts/account-list';
import { loadAccounts } from './parts/accounts-data.server';
import { NewestFiled } from './parts/newest-filed';

export const meta: MetaFunction = () => [{ title: 'Accountings – Tutela' }];

export const loader = guardLoader(
  { permission: 'accounting.read', query: z.object({ trust: z.string().optional() }) },
  ({ actor, query, tx, now, inWorld }) =>
    tx(async (q) => ({
      ...(await loadAccounts(q, query.trust, inWorld)),
      trust: query.trust ?? null,
      court: !permits(actor, 'trust.read'),
      mayPrepare: permits(actor, 'accounting.prepare'),
      frame: await frameOf(q, actor, now, paths.accountings()),
    })),
);

export default function Accountings() {
  const { rows, newest, trust, court, mayPrepare, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title={trust ? `Accountings of ${trust}` : 'Accountings'}
        line={court ? 'Accounts filed with this court, the newest first.' : 'What the trustees report to the court.'}
      />
      {mayPrepare && (
        <p>
          <ButtonLink href={`${paths.newAccounting()}${trust ? `?trust=${encodeURIComponent(trust)}` : ''}`}>
            Prepare an accounting
          </ButtonLink>
        </p>
      )}
      {court && newest && <NewestFiled account={newest} />}
      {rows.length === 0 ? (
        <Empty
          why={court ? 'No account is filed with this court yet.' : 'No accounting is prepared yet.'}
          next={trust && <a href={paths.accountings()}>See all accountings</a>}
        />
      ) : (
        <>
          <BarHead
            id="list"
            title={court ? 'All accounts' : 'Prepared and filed'}
            meta={trust ? <a href={paths.accountings()}>See all trusts</a> : 'Newest period first'}
          />
          <Plate>
            <AccountList rows={rows} />
          </Plate>
        </>
      )}
      {court && (
        <p className="after">
          <a href={paths.trusteeTerms()}>Who is trustee of the trusts on this docket</a>
        </p>
      )}
    </Frame>
  );
}
