import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { mayDo, SEES, SIGHTS } from '~/access/permission-words';
import { ROLE_WORDS, ROLES } from '~/access/roles';
import { findExclusions } from '~/domain/people/find-exclusions.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { PlainList } from '~/ui/plain-list';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'What each role can see – Tutela' }];

export const loader = guardLoader({ permission: 'home.read' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    roles: ROLES.filter((role) => role !== 'operator').map((role) => ({
      role,
      word: ROLE_WORDS[role],
      mine: actor.roles.includes(role),
      of: SEES[role].of,
      kinds: SEES[role].kinds.map((kind) => SIGHTS[kind].words).join(', '),
      may: mayDo(role),
    })),
    exclusions: (await findExclusions(q)).map(({ one, other, sameTrust, why }) => ({
      pair: `${ROLE_WORDS[one]} and ${ROLE_WORDS[other]}`,
      where: sameTrust ? ', on the same trust' : '',
      why,
    })),
    frame: await frameOf(q, actor, now, paths.roleHelp()),
  })),
);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Made from the permissions themselves and from the database's own list of duties kept apart. */
export default function RoleHelp() {
  const { roles, exclusions, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="What each role can see"
        lead="Nobody’s role shows a child’s name, address or birth date. Such a detail is asked for, agreed to by a second person, shown for ten minutes, and kept on record."
      />
      <Folio>
        {roles.map(({ role, word, mine, of, kinds, may }) => (
          <Section key={role} id={role} question={capital(word)} meta={mine ? 'Your role' : undefined}>
            <p className="lead">
              Sees {of}
              {kinds ? `: ${kinds}` : '; no money and no child'}.
            </p>
            <p>May:</p>
            <PlainList items={may.map((words) => ({ key: words, content: words }))} />
          </Section>
        ))}
        <Section id="apart" question="Roles kept apart" meta="One person does not hold both">
          <PlainList
            items={exclusions.map(({ pair, where, why }) => ({
              key: pair,
              content: `${capital(pair)}${where}: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`,
            }))}
          />
        </Section>
        <Section id="above" question="Above every role">
          <p>
            A record can be restricted to named people for a time; then a role alone does not show it. Who is a party to
            a case sees nothing of it.
          </p>
        </Section>
      </Folio>
    </Frame>
  );
}
