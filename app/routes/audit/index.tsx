import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Pages } from '~/ui/pages';
import { Plate } from '~/ui/plate';
import { AuditRows } from '../parts/audit-rows';
import { frameOf } from '../parts/frame.server';
import { loadAudit } from './parts/audit-data.server';
import { auditQuery } from './parts/audit-filter';
import { AuditFilterForm } from './parts/audit-filter-form';
import { ChainState } from './parts/chain-state';
import { TrailState } from './parts/trail-state';

export const meta: MetaFunction = () => [{ title: 'Audit – Tutela' }];

export const loader = guardLoader(
  { permission: 'audit.read', query: auditQuery },
  ({ actor, query: asked, tx, now, inWorld, request, context }) =>
    tx(async (q) => ({
      ...(await loadAudit(q, asked, inWorld, context.auditCopy?.() ?? null)),
      readsBooks: permits(actor, 'trust.read'),
      mayExport: permits(actor, 'audit.export'),
      search: filterOnly(new URL(request.url).searchParams),
      frame: await frameOf(q, actor, now, paths.audit()),
    })),
);

/** The filter alone, as the address of the next page carries it on. */
function filterOnly(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name, value]) => value && !/^(before|after)$/.test(name)));
  return kept.size > 0 ? `${kept}&` : '';
}

const ALL = 'Who did and who saw what, newest first.';
const TEAM =
  'What the caseworkers of your team did and saw of the children who are theirs now, and all that you did yourself, newest first.';

export default function Audit() {
  const {
    chains,
    trail,
    verified,
    events,
    newer,
    older,
    people,
    entered,
    problems,
    search,
    readsBooks,
    mayExport,
    frame,
  } = useLoaderData<typeof loader>();
  const [first] = events;
  const last = events.at(-1);
  const page = (side: 'before' | 'after', event: { id: number }) => `${paths.audit()}?${search}${side}=${event.id}`;
  return (
    <Frame {...frame}>
      <PageHead title="Audit" line={`${readsBooks ? ALL : TEAM} Nothing here can be changed or removed.`} />
      <Folio>
        {readsBooks && (
          <>
            <TrailState trail={trail} />
            <ChainState chains={chains} verified={verified} />
          </>
        )}
        <Section id="filter" question="Which part of it">
          <AuditFilterForm people={people} entered={entered} problems={problems} />
          {mayExport && problems.length === 0 && (
            <p className="mt">
              <a href={`${paths.auditFile()}${search && `?${search.slice(0, -1)}`}`}>
                {search ? 'Save what is filtered as a CSV file' : 'Save all entries as a CSV file'}
              </a>
              , a numbered copy that the trail records.
            </p>
          )}
        </Section>
      </Folio>
      <BarHead id="entries" title="Entries" meta="In New York time" />
      {events.length === 0 ? (
        <Empty why="No entries for these filters." next={<a href={paths.audit()}>Show all</a>} />
      ) : (
        <Plate>
          <AuditRows events={events} />
        </Plate>
      )}
      {first && last && (newer || older) && (
        <Pages
          label="Pages of the trail"
          position={first.day === last.day ? first.day : `${last.day} to ${first.day}`}
          newer={newer ? { href: page('after', first), label: 'Newer' } : undefined}
          older={older ? { href: page('before', last), label: 'Older' } : undefined}
        />
      )}
    </Frame>
  );
}
