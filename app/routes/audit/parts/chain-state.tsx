import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Fingerprint } from '~/ui/fingerprint';
import { Section } from '~/ui/folio';
import { Queue } from '~/ui/queue';
import type { AuditPage } from './audit-data.server';

type Chain = AuditPage['chains'][number];

/** How far each trust's entries are bound to one another, and what the checks last found: a link is a seal, they look at it. */
export function ChainState({ chains, verified }: Pick<AuditPage, 'chains' | 'verified'>) {
  const waiting = chains.reduce((count, chain) => count + chain.waiting, 0);
  return (
    <Section id="chain" question="How far the chain reaches" meta="Each link binds an entry to all before it">
      {chains.length === 0 ? (
        <Empty why="No trust is yours to read today." />
      ) : (
        <>
          <p className="said">{found(verified)}</p>
          <p>{said(waiting)}</p>
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
              { head: 'Last anchor', kind: 'date', said: true, cell: (chain) => chain.anchored || 'None yet' },
              { head: 'Wait to be linked', kind: 'num', said: true, cell: (chain) => chain.waiting },
            ]}
          />
          <p className="meta">
            A link shows a later change to whoever recomputes it, as the standing checks do each night and before each
            close of a period. An anchor is a signed copy of the newest link, kept where these books cannot be changed.
          </p>
        </>
      )}
    </Section>
  );
}

function found(verified: AuditPage['verified']): string {
  if (!verified) return 'These books have not been verified yet. The server does it each night.';
  const { at, checks, findings } = verified;
  if (findings.length === 0) return `All ${checks} standing checks held at ${at}.`;
  return `${findings.length} of ${checks} standing checks found something at ${at}: ${findings.join(', ')}. The books are not to be relied on until it is explained.`;
}

function said(waiting: number): string {
  if (waiting === 0) return 'Every entry is linked.';
  return waiting === 1
    ? '1 entry waits to be linked, which is done within seconds.'
    : `${waiting} entries wait to be linked, which is done within seconds.`;
}
