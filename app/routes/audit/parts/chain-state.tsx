import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Fingerprint } from '~/ui/fingerprint';
import { Section } from '~/ui/folio';
import { Queue } from '~/ui/queue';
import type { AuditPage } from './audit-data.server';

type Chain = AuditPage['chains'][number];

/** How far each trust's entries are bound to one another. A link is a seal; that no seal is broken is for a check to say. */
export function ChainState({ chains }: { chains: readonly Chain[] }) {
  const waiting = chains.reduce((count, chain) => count + chain.waiting, 0);
  return (
    <Section id="chain" question="How far the chain reaches" meta="Each link binds an entry to all before it">
      {chains.length === 0 ? (
        <Empty why="No trust is yours to read today." />
      ) : (
        <>
          <p className="said">{said(waiting)}</p>
          <Queue<Chain>
            caption="The chain of each trust"
            rows={chains}
            rowKey={(chain) => chain.trustCode}
            columns={[
              {
                head: 'Trust',
                kind: 'head',
                id: true,
                order: 1,
                cell: (chain) => <a href={paths.ledger(chain.trustCode)}>{chain.trustCode}</a>,
              },
              {
                head: 'Reaches to',
                said: true,
                order: 2,
                cell: (chain) =>
                  chain.entry ? <a href={paths.entry(chain.entry)}>Entry {chain.entry}</a> : 'No entry yet',
              },
              { head: 'Entries', kind: 'num', said: true, cell: (chain) => chain.length },
              {
                head: 'Newest link',
                said: true,
                cell: (chain) => (chain.link ? <Fingerprint hash={chain.link} /> : '–'),
              },
              { head: 'Linked', kind: 'date', said: true, wide: true, cell: (chain) => chain.linked || '–' },
              { head: 'Wait to be linked', kind: 'num', said: true, cell: (chain) => chain.waiting },
            ]}
          />
          <p className="meta">
            A link shows a later change only to whoever recomputes it. The standing checks do that before each close of
            a period.
          </p>
        </>
      )}
    </Section>
  );
}

function said(waiting: number): string {
  if (waiting === 0) return 'Every entry is linked.';
  return waiting === 1
    ? '1 entry waits to be linked, which is done within seconds.'
    : `${waiting} entries wait to be linked, which is done within seconds.`;
}
