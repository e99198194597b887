import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findDelegations } from '~/domain/delegations/find-delegations.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { DelegationQueue } from '../parts/delegation-queue';
import { delegationWords } from '../parts/delegation-words.server';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Delegations – Tutela' }];

export const loader = guardLoader({ permission: 'delegation.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => {
    const rows = await findDelegations(q, booksDay(now));
    const lines = rows.map((row) => delegationWords(row, actor, inWorld));
    return {
      mayGive: permits(actor, 'delegation.give'),
      open: lines.filter((line) => !line.isOver),
      past: lines.filter((line) => line.isOver),
      frame: await frameOf(q, actor, now, paths.delegations()),
    };
  }),
);

/** Who stands in for whom, as far as it concerns the reader. */
export default function Delegations() {
  const { mayGive, open, past, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Delegations"
        line="Who stands in for whom, and in what. The two count as one person wherever two are demanded."
      />
      {mayGive && (
        <p>
          <ButtonLink href={paths.newDelegation()}>Hand over powers</ButtonLink>
        </p>
      )}
      {open.length === 0 ? (
        <div className="mt">
          <Empty why="Nobody stands in for anybody where it concerns you." />
        </div>
      ) : (
        <div className="mt">
          <DelegationQueue caption="Waiting, agreed and standing, the newest first" rows={open} />
        </div>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past">
          <BarHead id="past" title="Past" />
          <DelegationQueue caption="Ended and over, the newest first" rows={past} />
        </section>
      )}
    </Frame>
  );
}
