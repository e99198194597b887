import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { isHeld } from '~/domain/erasures/find-legal-holds.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Banner } from '~/ui/banner';
import { ButtonLink } from '~/ui/button';
import { CodeChip } from '~/ui/code-chip';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { RecordHead } from '~/ui/record-head';
import { loadHistory } from '../parts/audit-sentences.server';
import { CashByChild } from '../parts/cash-by-child';
import { frameOf } from '../parts/frame.server';
import { HoldNote } from '../parts/hold-note';
import { RecordHistory } from '../parts/record-history';
import { LastAndNext } from './parts/last-and-next';
import { MoneyNow } from './parts/money-now';
import { loadOverview, type Overview } from './parts/overview-data.server';
import { PlannedAndGiven } from './parts/planned-and-given';
import { ReceiptsAndPayments } from './parts/receipts-and-payments';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';
import { WhereItWent } from './parts/where-it-went';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, overview – Tutela` }];

export const loader = guardLoader(
  {
    permission: 'trust.read',
    params: z.object({ code: z.string() }),
    query: z.object({ by: z.enum(['month', 'quarter']).catch('month') }),
  },
  ({ actor, params: { code }, query: { by }, tx, now, inWorld }) =>
    tx(async (q) => ({
      by,
      data: await loadOverview(q, code, now, inWorld),
      held: await isHeld(q, 'trust', code),
      history: await loadHistory(q, code, inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      mayRequest: permits(actor, 'disbursement.request'),
      mayImport: permits(actor, 'books.import'),
    })),
);

export default function Trust() {
  const { by, data, held, history, frame, mayRequest, mayImport } = useLoaderData<typeof loader>();
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
      <HoldNote held={held} what="trust" />
      {beneficiaries.map((child) => (
        <NoBenefit key={child.code} child={child} />
      ))}
      <MoneyNow code={code} money={data.money} />
      <Folio spaced>
        {beneficiaries.length > 1 && (
          <Section id="m0" question="Whose money it is" meta={`Each child’s own part of the cash, ${data.currency}`}>
            <CashByChild cash={beneficiaries} currency={data.currency} />
          </Section>
        )}
        <WhereItWent data={data} />
        <ReceiptsAndPayments data={data} unit={by} by={(unit) => `${paths.trust(code)}?by=${unit}#flows`} />
        <PlannedAndGiven data={data} />
        <LastAndNext data={data} />
        <RecordHistory history={history} />
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
