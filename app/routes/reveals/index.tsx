import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findReveals, type Reveal, type RevealPage } from '~/domain/reveals/find-reveals.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { Pages } from '~/ui/pages';
import { PlainList } from '~/ui/plain-list';
import { Queue } from '~/ui/queue';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { type RevealView, revealView } from './parts/reveal-page.server';

export const meta: MetaFunction = () => [{ title: 'Identity requests' }];

const query = z.object({
  before: z
    .string()
    .regex(/^V-\d{4}-\d{1,9}$/)
    .optional()
    .catch(undefined),
});

export const loader = guardLoader(
  { permission: 'reveal.read', query },
  ({ actor, query: { before }, tx, now, inWorld }) =>
    tx(async (q) => ({
      ...inViews(await findReveals(q, before), (reveal) => revealView(reveal, actor, inWorld)),
      before: before ?? null,
      erasures: permits(actor, 'erasure.read'),
      rights: permits(actor, 'rights.read'),
      children: permits(actor, 'reveal.request') ? (await findBeneficiaries(q)).map(({ code }) => code) : [],
      frame: await identityFrame(q, actor, now),
    })),
);

function inViews({ open, past, older }: RevealPage, view: (reveal: Reveal) => RevealView) {
  return { open: open.map(view), past: past.map(view), older };
}

/** What was asked about identities, as far as it concerns the reader; and where to ask. */
export default function Reveals() {
  const { open, past, older, before, erasures, rights, children, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title="Identity requests"
      crumb="Requests"
      lead="Who asked to see whose details, and what became of it. The details themselves are nowhere here."
      question="Requests"
      back={paths.home()}
    >
      {open.length > 0 && <Requests caption="Waiting for somebody, the oldest first" reveals={open} />}
      {open.length + past.length === 0 ? (
        <Empty
          why={before ? 'No older request concerns you.' : 'No request concerns you.'}
          next={children.length > 0 ? 'Most tasks need the code alone.' : undefined}
        />
      ) : (
        past.length > 0 && <Requests caption="What is over, the newest first" reveals={past} />
      )}
      {(older || before) && (
        <Pages
          label="Pages of requests"
          position={before ? `Before ${before}` : 'The newest'}
          newer={before ? { href: paths.reveals(), label: 'Newest' } : undefined}
          older={older ? { href: `${paths.reveals()}?before=${older}`, label: 'Older' } : undefined}
        />
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

function Requests({ caption, reveals }: { caption: string; reveals: readonly RevealView[] }) {
  return (
    <Queue<RevealView>
      caption={caption}
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
