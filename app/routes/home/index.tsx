import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Frame } from '~/ui/frame';
import { frameOf } from '../parts/frame.server';
import { Today } from '../services-delivered/parts/today';
import { loadToday } from '../services-delivered/parts/today.server';
import { Desk } from './parts/desk';
import { loadDesk } from './parts/desk.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.today ? 'Today – Field log' : 'Home – Tutela' },
];

/** What a person looks at first depends on who they are: the field log, the desk, or the one list they came for. */
export const loader = guardLoader({ permission: 'home.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => {
    if (actor.roles.includes('caseworker')) return { today: await loadToday(q, actor, now), desk: null, frame: null };
    if (actor.roles.includes('supervisor')) throw redirect(paths.team());
    if (actor.roles.includes('court')) throw redirect(paths.accountings());
    if (actor.roles.includes('administrator')) throw redirect(paths.people());
    if (permits(actor, 'books-summary.read') && !permits(actor, 'trust.read')) throw redirect(paths.appointments());
    return {
      today: null,
      desk: await loadDesk(q, actor, now, inWorld),
      frame: await frameOf(q, actor, now, paths.home()),
    };
  }),
);

export default function Home() {
  const { today, desk, frame } = useLoaderData<typeof loader>();
  if (today) return <Today data={today} />;
  return (
    <Frame {...frame}>
      <Desk data={desk} />
    </Frame>
  );
}
