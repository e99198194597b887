import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { sentenceOf } from '~/access/database-refusals';
import { findKeptIdentities, findRetentionRules, type KeptIdentity } from '~/domain/retention/find-retention.server';
import { RECORD_WORDS, type RetainedRecord, type RetentionRule, strictest } from '~/domain/retention/retention';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import type { StatusName } from '~/ui/status';
import { Tag } from '~/ui/tag';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Retention – Tutela' }];

export const loader = guardLoader({ permission: 'retention.read' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const rules = await findRetentionRules(q, booksDay(now));
    const kinds = Object.keys(RECORD_WORDS) as RetainedRecord[];
    return {
      kinds: kinds.map((kind) => kindView(kind, rules)),
      identities: (await findKeptIdentities(q)).map(identityView),
      frame: await frameOf(q, actor, now, paths.retention()),
    };
  }),
);

function kindView(kind: RetainedRecord, all: readonly RetentionRule[]) {
  const rules = all.filter(({ record }) => record === kind);
  const wins = strictest(rules);
  return {
    kind,
    name: RECORD_WORDS[kind],
    words: wins?.words ?? 'No rule is in force',
    then: wins?.then ?? '',
    laws: rules.map(({ key, words, authority }) => ({ key, words, authority, wins: key === wins?.key })),
  };
}

const STATES: Record<KeptIdentity['state'], { status: StatusName; words: string }> = {
  due: { status: 'alert', words: 'Due: may be asked for' },
  held: { status: 'hold', words: 'Held' },
  kept: { status: 'sealed', words: 'Kept' },
  erased: { status: 'voided', words: 'Erased' },
};

function identityView({ code, rule, until, obstacle, state }: KeptIdentity) {
  return {
    code,
    ...STATES[state],
    until: until === 'infinity' ? 'For ever' : until ? dayWords(until) : 'Nothing is counted yet',
    rule: rule ?? '–',
    why: state === 'erased' ? '' : obstacle ? sentenceOf(obstacle) : state === 'kept' ? 'No law counts yet.' : '',
  };
}

type KindView = ReturnType<typeof kindView>;
type IdentityView = ReturnType<typeof identityView>;

/** For how long what is kept, by which law; and whose identity is due, held or kept. */
export default function Retention() {
  const { kinds, identities, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Retention"
        crumbs={[
          { href: paths.home(), label: 'Home' },
          { href: paths.erasures(), label: 'Erasures and legal holds' },
          { label: 'Retention' },
        ]}
        lead="Of several laws the longest duty to keep wins, and a legal hold wins over all. After that nothing is kept longer."
      />
      <Folio>
        <Section id="identities" question="Whose identity is due?" meta="Erased when one person asks and two agree">
          {identities.length === 0 ? <Empty why="You see no child." /> : <Identities identities={identities} />}
        </Section>
        {kinds.map((kind) => (
          <Section key={kind.kind} id={kind.kind} question={kind.name} meta={kind.then}>
            <p className="lead">{kind.words}</p>
            <Laws kind={kind} />
          </Section>
        ))}
      </Folio>
    </Frame>
  );
}

function Identities({ identities }: { identities: readonly IdentityView[] }) {
  return (
    <Plate>
      <Queue<IdentityView>
        caption="Children by code"
        rows={identities}
        rowKey={(row) => row.code}
        columns={[
          { head: 'Child', kind: 'head', order: 1, cell: (row) => row.code },
          { head: 'State', order: 2, cell: (row) => <Tag status={row.status}>{row.words}</Tag> },
          { head: 'Kept until', said: true, wide: true, order: 3, cell: (row) => row.until },
          { head: 'By', id: true, said: true, order: 3, cell: (row) => row.rule },
          { head: 'Why', wide: true, cell: (row) => row.why },
        ]}
      />
    </Plate>
  );
}

function Laws({ kind }: { kind: KindView }) {
  return (
    <Queue<KindView['laws'][number]>
      caption={`What binds: ${kind.name}`}
      rows={kind.laws}
      rowKey={(row) => row.key}
      columns={[
        { head: 'Rule', kind: 'head', id: true, order: 1, cell: (row) => row.key },
        { head: 'Law', wide: true, order: 2, cell: (row) => row.authority },
        { head: 'Length', wide: true, order: 2, cell: (row) => row.words },
        { head: 'Wins', order: 1, cell: (row) => (row.wins ? <b>Wins</b> : 'Is within it') },
      ]}
    />
  );
}
