import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ROLE_WORDS } from '~/access/roles';
import { findPeople } from '~/domain/audit/find-people.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'People – Tutela' }];

export const loader = guardLoader({ permission: 'person.read' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    people: (await findPeople(q)).map(({ id, name, roles }) => ({
      id,
      name,
      roles: roles.map((role) => ROLE_WORDS[role]).join(', '),
    })),
    frame: await frameOf(q, actor, now, paths.people()),
  })),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['people'][number];

export default function People() {
  const { people, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead title="People" line="Who works here, and as what. A role is ended, never deleted." />
      <p>
        <a href={paths.careDuties()}>Who looks after whom</a> · <a href={paths.trusteeTerms()}>Who is trustee</a> ·{' '}
        <a href={paths.delegations()}>Who stands in for whom</a>
      </p>
      <div className="mt">
        <Plate>
          <Queue<Row>
            caption="People and their roles"
            rows={people}
            rowKey={(row) => String(row.id)}
            columns={[
              {
                head: 'Name',
                kind: 'head',
                wide: true,
                order: 1,
                cell: (row) => <a href={paths.person(row.id)}>{row.name}</a>,
              },
              { head: 'Roles', wide: true, order: 2, cell: (row) => row.roles || 'none' },
            ]}
          />
        </Plate>
      </div>
    </Frame>
  );
}
