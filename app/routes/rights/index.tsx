import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findRights } from '~/domain/rights/find-rights.server';
import { isOpen } from '~/domain/rights/right';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { PlainList } from '~/ui/plain-list';
import { Queue } from '~/ui/queue';
import { Heading } from '../parts/heading';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { type RightView, rightView } from './parts/right-page.server';

export const meta: MetaFunction = () => [{ title: 'Requests about rights – Tutela' }];

export const loader = guardLoader({ permission: 'rights.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => ({
    rights: (await findRights(q)).map((right) => rightView(right, actor, inWorld)),
    children: permits(actor, 'rights.record') ? (await findBeneficiaries(q)).map(({ code }) => code) : [],
    frame: await identityFrame(q, actor, now),
  })),
);

/** Who asked what is held of a child, or that it be put right; and until when that is answered. */
export default function Rights() {
  const { rights, children, frame } = useLoaderData<typeof loader>();
  const open = rights.filter(({ state }) => isOpen(state));
  const done = rights.filter(({ state }) => !isOpen(state));
  const desk = frame !== null;
  return (
    <IdentityFrame
      frame={frame}
      title="Requests about rights"
      crumb="Rights"
      lead="A person may know what is held of them, and have it put right (RA 10173, section 16)."
      question="Open requests"
      back={paths.reveals()}
    >
      {open.length === 0 ? (
        <Empty why="No request waits for an answer." />
      ) : (
        <Requests caption="Open requests, by their due day" rights={open} />
      )}
      {done.length > 0 && (
        <>
          <Heading desk={desk}>Answered or refused</Heading>
          <Requests caption="Requests that were answered or refused" rights={done} />
        </>
      )}
      {children.length > 0 && (
        <>
          <Heading desk={desk}>For a child</Heading>
          <PlainList
            items={children.map((code) => ({
              key: code,
              content: <a href={paths.newRight(code)}>{`Record a request about ${code}`}</a>,
            }))}
          />
        </>
      )}
    </IdentityFrame>
  );
}

function Requests({ caption, rights }: { caption: string; rights: readonly RightView[] }) {
  return (
    <Queue<RightView>
      caption={caption}
      rows={rights}
      rowKey={(row) => row.reference}
      columns={[
        {
          head: 'Request',
          kind: 'head',
          id: true,
          order: 1,
          cell: (row) => <a href={paths.right(row.reference)}>{row.reference}</a>,
        },
        { head: 'Of', id: true, order: 2, cell: (row) => row.code },
        { head: 'Asked', wide: true, cell: (row) => row.kindWords },
        { head: 'Answer', wide: true, cell: (row) => (row.overdue ? <b>{row.clock}</b> : row.clock) },
        {
          head: 'State',
          wide: true,
          cell: (row) => (row.may.decide ? 'Waits for you to decide' : row.stateWords),
        },
      ]}
    />
  );
}
