import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { isRecordCode } from '~/domain/audit/record-code';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { frameOf } from '../parts/frame.server';
import { loadActs } from './parts/act-data.server';
import { ActsAlone } from './parts/acts-alone';
import { loadAudit } from './parts/audit-data.server';
import { auditQuery } from './parts/audit-filter';
import { WholeTrail } from './parts/whole-trail';

export const meta: MetaFunction = () => [{ title: 'Audit – Tutela' }];

/** Who gives roles is shown the acts without what they were about; the database shows them no more. */
export const loader = guardLoader(
  { permission: 'audit.read', query: auditQuery },
  ({ actor, query: asked, tx, now, inWorld, request, context }) =>
    tx(async (q) => {
      const alone = actor.roles.includes('administrator');
      const page = {
        acts: alone ? await loadActs(q, asked, inWorld) : null,
        whole: alone ? null : await loadAudit(q, asked, inWorld, context.auditCopy?.() ?? null),
      };
      return {
        ...page,
        readsBooks: permits(actor, 'trust.read'),
        mayExport: permits(actor, 'audit.export'),
        search: filterOnly(new URL(request.url).searchParams),
        frame: await frameOf(q, actor, now, paths.audit()),
      };
    }),
);

/** What was understood of the filter, as the address of the next page carries it on: a word that is no code goes no further. */
function filterOnly(params: URLSearchParams): string {
  const understood = ([name, value]: [string, string]) =>
    FILTERS.test(name) && value && (name !== 'record' || isRecordCode(value));
  const kept = new URLSearchParams([...params].filter(understood));
  return kept.size > 0 ? `${kept}&` : '';
}

const FILTERS = /^(person|record|kind|(from|to)-(month|day|year))$/;

const ALL = 'Who did and who saw what, newest first.';
const TEAM =
  'What the caseworkers of your team did and saw of the children who are theirs now, and all that you did yourself, newest first.';
const ALONE =
  'Who did and who saw which kind of thing, from where and with which factor, newest first. Which record it was is not shown to who gives roles.';

export default function Audit() {
  const { acts, whole, readsBooks, mayExport, search, frame } = useLoaderData<typeof loader>();
  const line = acts ? ALONE : readsBooks ? ALL : TEAM;
  return (
    <Frame {...frame}>
      <PageHead title="Audit" line={`${line} Nothing here can be changed or removed.`} />
      {acts && <ActsAlone page={acts} search={search} />}
      {whole && <WholeTrail page={whole} readsBooks={readsBooks} mayExport={mayExport} search={search} />}
    </Frame>
  );
}
