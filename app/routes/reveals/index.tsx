import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findReveals } from '~/domain/reveals/find-reveals.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { PlainList } from '~/ui/plain-list';
import { Queue } from '~/ui/queue';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { type RevealView, revealView } from './parts/reveal-page.server';

export const meta: MetaFunction = () => [{ title: 'Identity requests' }];

export const loader = guardLoader({ permission: 'reveal.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => ({
    reveals: (await findReveals(q)).map((reveal) => revealView(reveal, actor, inWorld)),
    erasures: permits(actor, 'erasure.read'),
    rights: permits(actor, 'rights.read'),
    children: permits(actor, 'reveal.request') ? (await findBeneficiaries(q)).map(({ code }) => code) : [],
    frame: await identityFrame(q, actor, now),
  })),
);

/** What was asked about identities, as far as it concerns the reader; and where to ask. */
export default function Reveals() {
  const { reveals, erasures, rights, children, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title="Identity requests"
      crumb="Requests"
      lead="Who asked to see whose details, and what became of it. The details themselves are nowhere here."
      question="Requests"
      back={paths.home()}
    >
      {reveals.length === 0 ? (
        <Empty
          why="No request concerns you."
          next={children.length > 0 ? 'Most tasks need the code alone.' : undefined}
        />
      ) : (
        <Requests reveals={reveals} />
      )}
      {children.length > 0 && (
        <>
          <h3>Ask about a child</h3>
          <PlainList
            items={children.map((code) => ({
              key: code,
              content: (
                <a href={paths.newReveal(code)}>
                  <CodeChip code={code} />
                </a>
              ),
            }))}
          />
        </>
      )}
      {rights && (
        <p>
          <a href={paths.rights()}>Requests about rights</a>
        </p>
      )}
      {erasures && (
        <p>
          <a href={paths.erasures()}>Erasures and legal holds</a>
        </p>
      )}
    </IdentityFrame>
  );
}

function Requests({ reveals }: { reveals: readonly RevealView[] }) {
  return (
    <Queue<RevealView>
      caption="Identity requests, newest first"
      rows={reveals}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Request',
          kind: 'head',
          id: true,
          order: 1,
          cell: (row) => <a href={paths.reveal(row.reference)}>{row.reference}</a>,
        },
        { head: 'Item', order: 2, cell: (row) => `${row.item} of ${row.code}` },
        { head: 'Asked by', said: true, cell: (row) => row.asked.name },
        { head: 'State', wide: true, cell: (row) => waitsFor(row) ?? row.stateWords },
      ]}
    />
  );
}

function waitsFor({ may }: RevealView): string | undefined {
  if (may.agree) return 'Waits for you to decide';
  if (may.ratify) return 'Waits for you to ratify';
  if (may.review) return 'Waits for your review';
  return undefined;
}
