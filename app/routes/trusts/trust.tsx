import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Banner } from '~/ui/banner';
import { ButtonLink } from '~/ui/button';
import { CodeChip } from '~/ui/code-chip';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { Money } from '~/ui/money';
import { Queue } from '~/ui/queue';
import { RecordHead } from '~/ui/record-head';
import { frameOf } from '../parts/frame.server';
import { ByQuarter } from './parts/by-quarter';
import { LastAndNext } from './parts/last-and-next';
import { MoneyNow } from './parts/money-now';
import { loadOverview, type Overview } from './parts/overview-data.server';
import { PlannedAndGiven } from './parts/planned-and-given';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';
import { WhereItWent } from './parts/where-it-went';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, overview – Tutela` }];

export const loader = guardLoader(
  { permission: 'trust.read', params: z.object({ code: z.string() }) },
  ({ actor, params: { code }, tx, now, inWorld }) =>
    tx(async (q) => ({
      data: await loadOverview(q, code, now, inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      mayRequest: permits(actor, 'disbursement.request'),
      mayImport: permits(actor, 'books.import'),
    })),
);

export default function Trust() {
  const { data, frame, mayRequest, mayImport } = useLoaderData<typeof loader>();
  const { code, beneficiaries } = data;
  const [only] = beneficiaries;
  return (
    <Frame {...frame}>
      <RecordHead
        title={`Trust ${code}`}
        crumbs={trustCrumbs(code)}
        {...(beneficiaries.length === 1 && only ? { code: only.code } : {})}
        action={
          mayRequest && (
            <ButtonLink href={`${paths.newDisbursement()}?trust=${encodeURIComponent(code)}`}>
              Request a payment
            </ButtonLink>
          )
        }
      />
      <TrustTabs code={code} current="overview" mayImport={mayImport} />
      {beneficiaries.map((child) => (
        <NoBenefit key={child.code} child={child} />
      ))}
      <MoneyNow code={code} money={data.money} />
      <Folio spaced>
        {beneficiaries.length > 1 && <Shares beneficiaries={beneficiaries} currency={data.currency} />}
        <WhereItWent data={data} />
        <ByQuarter data={data} />
        <PlannedAndGiven data={data} />
        <LastAndNext data={data} />
      </Folio>
    </Frame>
  );
}

type Child = Overview['beneficiaries'][number];

function NoBenefit({ child }: { child: Child }) {
  if (child.gap === null) return null;
  return (
    <Banner id={`gap-${child.code}`} status="alert" title={`No benefit in ${child.gap} days`}>
      <p>
        <CodeChip code={child.code} /> has been given no service in that time. Look at the care plan with the case
        worker’s supervisor.
      </p>
    </Banner>
  );
}

/** A pooled trust keeps each child's money apart (UTC 810). */
function Shares({ beneficiaries, currency }: { beneficiaries: readonly Child[]; currency: string }) {
  return (
    <Section id="m0" question="Whose money it is" meta={`Each child’s own part of the cash, ${currency}`}>
      <Queue<Child>
        caption={`Sub-accounts, ${currency}`}
        rows={beneficiaries}
        rowKey={(child) => child.code}
        columns={[
          { head: 'For', kind: 'head', order: 1, wide: true, cell: (child) => <CodeChip code={child.code} /> },
          { head: 'Posted', kind: 'num', said: true, cell: (child) => <Money amount={child.posted} /> },
          { head: 'Held', kind: 'num', said: true, cell: (child) => <Money amount={child.held} /> },
          { head: 'Available now', kind: 'num', said: true, cell: (child) => <Money amount={child.available} /> },
        ]}
      />
    </Section>
  );
}
