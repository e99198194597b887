import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import type { Crumb } from '~/ui/breadcrumbs';
import { ButtonLink } from '~/ui/button';
import { dayWords, momentWords } from '~/ui/day-words';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { BOOK_READERS, historyFor } from '../parts/audit-sentences.server';
import { numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { RecordHistory } from '../parts/record-history';
import { kindWords } from './parts/account-words';
import { CameFrom } from './parts/came-from';
import { loadEntry } from './parts/entry-data.server';
import { FromAndTo } from './parts/from-and-to';
import { InTheChain } from './parts/in-the-chain';
import { trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { id } }) => [{ title: `Entry ${id} – Tutela` }];

export const loader = guardLoader({ permission: 'entry.read', params }, ({ actor, params: { id }, tx, now, inWorld }) =>
  tx(async (q) => {
    const mayOpenTrust = permits(actor, 'trust.read');
    return {
      entry: await loadEntry(q, Number(id), inWorld),
      mayOpenTrust,
      history: await historyFor(q, actor, id, inWorld, { kind: 'entry', seenBy: BOOK_READERS }),
      mayReverse: permits(actor, 'entry.reverse'),
      frame: await frameOf(q, actor, now, mayOpenTrust ? paths.trusts() : paths.accountings()),
    };
  }),
);

export default function Entry() {
  const { entry, history, mayOpenTrust, mayReverse, frame } = useLoaderData<typeof loader>();
  const crumbs: Crumb[] = mayOpenTrust
    ? trustCrumbs(
        entry.trustCode,
        { label: 'Ledger', href: paths.ledger(entry.trustCode) },
        { label: `Entry ${entry.id}` },
      )
    : [{ label: 'Accountings', href: paths.accountings() }, { label: `Entry ${entry.id}` }];
  return (
    <Frame {...frame}>
      <PageHead
        title={entry.description || kindWords(entry.kind)}
        crumbs={crumbs}
        code={entry.trustCode}
        beside={`Entry ${entry.id}`}
        lead={
          <>
            {kindWords(entry.kind)}
            {entry.party && `, ${entry.party}`}
          </>
        }
        facts={[
          { term: 'Happened', detail: dayWords(entry.occurredOn), kind: 'num' },
          ...(entry.concernsOn ? [{ term: 'Late, concerns', detail: dayWords(entry.concernsOn), kind: 'num' }] : []),
          { term: 'Recorded', detail: momentWords(entry.recordedAt, entry.homeZone) },
          { term: 'Reference', detail: entry.reference || 'none', kind: 'num id' },
          {
            term: 'Accounted for',
            detail: entry.accountedThrough ? `through ${dayWords(entry.accountedThrough)}` : 'not yet',
          },
        ]}
      />
      <Folio>
        <Section id="moved" question="What moved" meta={`${entry.currency}, at carrying value`}>
          <FromAndTo entry={entry} />
        </Section>
        <Section id="source" question="Where it came from">
          <CameFrom entry={entry} mayOpen={mayOpenTrust} />
        </Section>
        {mayOpenTrust && (
          <Section id="chain" question="Its place in the chain" meta="What binds it to all entries before it">
            <InTheChain entry={entry} />
          </Section>
        )}
        {history && <RecordHistory history={history} />}
      </Folio>
      {mayReverse && !entry.notReversible && (
        <p className="after">
          <ButtonLink kind="second" href={paths.reversal(entry.id)}>
            Reverse this entry
          </ButtonLink>
        </p>
      )}
    </Frame>
  );
}
