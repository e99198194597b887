import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findAggregates } from '~/domain/aggregates/find-aggregates.server';
import { quarterWords } from '~/domain/aggregates/quarter';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { frameOf } from '../parts/frame.server';
import { HowCounted } from './parts/how-counted';
import { QuarterBars } from './parts/quarter-bars';

export const meta: MetaFunction = () => [{ title: 'Figures – Tutela' }];

export const loader = guardLoader({ permission: 'aggregate.read' }, ({ actor, tx, now, inWorld }) =>
  tx(async (q) => ({
    quarters: (await findAggregates(q)).map(({ name, cells, publishedAt }) => ({
      name,
      words: quarterWords(name),
      given: cells.find(({ service, band }) => service === '' && band === '')?.given ?? null,
      published: dayWords(booksDay(inWorld(publishedAt))),
    })),
    frame: await frameOf(q, actor, now, paths.aggregates()),
  })),
);

/** What was given in each quarter, as numbers that tell of nobody. */
export default function Aggregates() {
  const { quarters, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Figures"
        lead="How many children were given which services, in numbers that tell of nobody. A quarter is published once."
      />
      {quarters.length === 0 ? (
        <Empty why="No quarter is published yet. One is, once it is over and its late entries are in." />
      ) : (
        <Folio>
          <Section id="quarters" question="How much was given?" meta="Each quarter opens its table">
            <QuarterBars quarters={quarters} />
          </Section>
          <Section id="how" question="How is it counted?">
            <HowCounted />
          </Section>
        </Folio>
      )}
    </Frame>
  );
}
