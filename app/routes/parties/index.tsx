import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findParties } from '~/domain/parties/find-parties.server';
import { PARTY_WORDS } from '~/domain/parties/party';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Parties to a case – Tutela' }];

export const loader = guardLoader({ permission: 'party.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => ({
    mayRecord: permits(actor, 'party.record'),
    parties: (await findParties(q)).map((row) => ({
      id: row.id,
      case: row.case,
      who: row.name ?? 'Known by name, in the vault',
      kind: PARTY_WORDS[row.kind],
      by: `${row.recordedBy}, ${momentWords(inWorld(row.recordedAt))}`,
      state:
        row.personId === null ? 'Stands' : row.agreedBy ? `Agreed by ${row.agreedBy}` : 'Waits for a second person',
      mayAgree:
        row.personId !== null &&
        row.agreedBy === null &&
        permits(actor, 'party.agree') &&
        ![row.recordedById, row.personId].includes(actor.personId),
    })),
    frame: await frameOf(q, actor, now, paths.trusts()),
  })),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['parties'][number];

/** Who never acts for the children of a case, and is never paid for them. */
export default function Parties() {
  const { parties, mayRecord, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.trusts(), label: 'Trusts' }, { label: 'Parties to a case' }]}
        title="Parties to a case"
        line="They never act for a child of the case, are never paid for one, and see nothing of it."
      />
      {mayRecord && (
        <p>
          <ButtonLink href={paths.newParty()}>Record a party</ButtonLink>
        </p>
      )}
      {parties.length === 0 ? (
        <div className="mt">
          <Empty why="Nobody is recorded in the cases that you see." />
        </div>
      ) : (
        <div className="mt">
          <Plate>
            <Queue<Row>
              caption="Parties, the newest first"
              rows={parties}
              rowKey={(row) => String(row.id)}
              columns={[
                { head: 'Case', kind: 'head', wide: true, order: 1, cell: (row) => row.case },
                { head: 'Who', wide: true, order: 2, cell: (row) => row.who },
                { head: 'As', wide: true, order: 2, cell: (row) => row.kind },
                { head: 'Recorded by', said: true, wide: true, order: 3, cell: (row) => row.by },
                {
                  head: 'State',
                  wide: true,
                  order: 3,
                  cell: (row) =>
                    row.mayAgree ? (
                      <a href={paths.partyAgreement(row.id)}>
                        Read and agree<span className="vh"> that {row.who} is a party</span>
                      </a>
                    ) : (
                      row.state
                    ),
                },
              ]}
            />
          </Plate>
        </div>
      )}
    </Frame>
  );
}
