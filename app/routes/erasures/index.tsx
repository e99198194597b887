import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findErasures } from '~/domain/erasures/find-erasures.server';
import { findLegalHolds, type LegalHold, type LegalHoldPage } from '~/domain/erasures/find-legal-holds.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Pages } from '~/ui/pages';
import { PlainList } from '~/ui/plain-list';
import { Queue } from '~/ui/queue';
import { Heading } from '../parts/heading';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { type ErasureView, erasureView, type HoldView, holdView } from './parts/erasure-page.server';

export const meta: MetaFunction = () => [{ title: 'Erasures and legal holds – Tutela' }];

const query = z.object({
  before: z
    .string()
    .regex(/^L-\d{4}-\d{1,9}$/)
    .optional()
    .catch(undefined),
});

export const loader = guardLoader(
  { permission: 'erasure.read', query },
  ({ actor, query: { before }, tx, now, inWorld }) =>
    tx(async (q) => ({
      erasures: (await findErasures(q)).map((erasure) => erasureView(erasure, actor, inWorld)),
      holds: inViews(await findLegalHolds(q, before), (hold) => holdView(hold, actor, inWorld)),
      before: before ?? null,
      children: (await findBeneficiaries(q)).map(({ code }) => code),
      may: {
        ask: permits(actor, 'erasure.request'),
        hold: permits(actor, 'legal-hold.place'),
        schedule: permits(actor, 'retention.read'),
      },
      frame: await identityFrame(q, actor, now),
    })),
);

function inViews({ standing, lifted, older }: LegalHoldPage, view: (hold: LegalHold) => HoldView) {
  return { rows: [...standing, ...lifted].map(view), older };
}

/** Whose identity is to be forgotten or was, and what has to be kept. */
export default function Erasures() {
  const { erasures, holds, before, children, may, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title="Erasures and legal holds"
      crumb="Erasures"
      lead="Whom a code stands for can be forgotten for ever, unless a hold says that it has to be kept."
      question="Erasures"
      back={paths.reveals()}
    >
      {erasures.length === 0 ? <Empty why="No erasure was asked for." /> : <Requests erasures={erasures} />}
      <Heading desk={frame !== null}>Legal holds</Heading>
      {holds.rows.length === 0 ? (
        <Empty why={before ? 'No older hold was lifted.' : 'No hold was placed.'} />
      ) : (
        <Holds holds={holds.rows} />
      )}
      {(holds.older || before) && (
        <Pages
          label="Pages of legal holds"
          position={before ? `Before ${before}` : 'Those that stand, and the newest of the others'}
          newer={before ? { href: paths.erasures(), label: 'Newest' } : undefined}
          older={holds.older ? { href: `${paths.erasures()}?before=${holds.older}`, label: 'Older' } : undefined}
        />
      )}
      <p>
        <a href={paths.rights()}>Requests to know what is held, or to have it put right</a>
      </p>
      {may.schedule && (
        <p>
          <a href={paths.retention()}>For how long each kind of record is kept</a>
        </p>
      )}
      {may.hold && (
        <p>
          <ButtonLink kind="second" href={paths.newLegalHold()}>
            Lay a legal hold
          </ButtonLink>
        </p>
      )}
      {children.length > 0 && (
        <>
          <Heading desk={frame !== null}>For a child</Heading>
          <PlainList items={children.map((code) => ({ key: code, content: <ForChild code={code} may={may} /> }))} />
        </>
      )}
    </IdentityFrame>
  );
}

function ForChild({ code, may }: { code: string; may: { ask: boolean; hold: boolean } }) {
  return (
    <>
      {may.ask && <a href={paths.newErasure(code)}>{`Ask for the erasure of ${code}`}</a>}
      {may.ask && may.hold && ' · '}
      {may.hold && <a href={paths.newLegalHold('beneficiary', code)}>{`Place a hold on ${code}`}</a>}
    </>
  );
}

function Requests({ erasures }: { erasures: readonly ErasureView[] }) {
  return (
    <Queue<ErasureView>
      caption="Erasures, newest first"
      rows={erasures}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Request',
          kind: 'head',
          id: true,
          order: 1,
          cell: (row) => <a href={paths.erasure(row.reference)}>{row.reference}</a>,
        },
        { head: 'Of', order: 2, cell: (row) => row.code },
        { head: 'Asked by', said: true, cell: (row) => row.asked.name },
        {
          head: 'State',
          wide: true,
          cell: (row) => (row.may.agree ? 'Waits for you to decide' : row.stateWords),
        },
      ]}
    />
  );
}

function Holds({ holds }: { holds: readonly HoldView[] }) {
  return (
    <Queue<HoldView>
      caption="Legal holds, those that stand first"
      rows={holds}
      rowKey={(row) => row.reference}
      columns={[
        { head: 'Hold', kind: 'head', id: true, order: 1, cell: (row) => row.reference },
        { head: 'On', order: 2, cell: (row) => row.on },
        { head: 'For', said: true, wide: true, cell: (row) => `${row.matter}: ${row.reason} (${row.placed})` },
        {
          head: 'State',
          wide: true,
          cell: (row) => (
            <>
              {row.stands
                ? row.liftings.length > 0
                  ? 'Stands until a second person lifts it'
                  : 'Stands'
                : `Lifted: ${row.liftings.map(({ by, reason }) => `${reason} (${by})`).join('; ')}`}
              {row.mayLift && (
                <>
                  {'. '}
                  <a href={paths.legalHoldLifting(row.reference)}>
                    Lift it<span className="vh">: {row.reference}</span>
                  </a>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
