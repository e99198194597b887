import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { getAggregates } from '~/domain/aggregates/find-aggregates.server';
import { BANDS, type ShownCell } from '~/domain/aggregates/publishable-table';
import { QUARTER_NAME, quarterWords } from '~/domain/aggregates/quarter';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { frameOf } from '../parts/frame.server';
import { type CountsOfService, CountsTable } from './parts/counts-table';
import { HowCounted } from './parts/how-counted';

export const meta: MetaFunction = ({ params: { quarter = '' } }) => [{ title: `Figures of ${quarter} – Tutela` }];

const BAND_WORDS: Record<string, string> = {
  '0-12': 'To 12 years',
  '13-17': '13 to 17',
  '18+': '18 and over',
  unknown: 'Age not known',
};

export const loader = guardLoader(
  { permission: 'aggregate.read', params: z.object({ quarter: z.string().regex(QUARTER_NAME) }) },
  ({ actor, params: { quarter }, tx, now, inWorld }) =>
    tx(async (q) => {
      const { cells, least, publishedAt } = await getAggregates(q, quarter);
      // A band in which nobody was is no column: its zeros say nothing more.
      const bands = BANDS.filter((band) => cells.some((cell) => cell.band === band && cell.children !== 0));
      return {
        quarter,
        words: quarterWords(quarter),
        least,
        published: dayWords(booksDay(inWorld(publishedAt))),
        bands: bands.map((band) => BAND_WORDS[band] ?? band),
        children: rowsOf(cells, bands, 'children'),
        given: rowsOf(cells, bands, 'given'),
        mayExport: permits(actor, 'aggregate.export'),
        frame: await frameOf(q, actor, now, paths.aggregates()),
      };
    }),
);

function rowsOf(cells: readonly ShownCell[], bands: readonly string[], figure: 'children' | 'given') {
  const services = [...new Set(cells.map(({ service }) => service))];
  return services.map((service) => ({
    service,
    counts: [...bands, ''].map(
      (band) => cells.find((cell) => cell.service === service && cell.band === band)?.[figure] ?? null,
    ),
  }));
}

/** A quarter as it was published. */
export default function Quarter() {
  const { quarter, words, least, published, bands, children, given, mayExport, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.aggregates(), label: 'Figures' }, { label: words }]}
        title={`What was given, ${words}`}
        line={`Published on ${published}, once. What was entered since is not in it.`}
      />
      <Folio>
        <Section id="children" question="How many children?" meta="Counted once in each service">
          <p className="said">{said('children', children)}</p>
          <CountsTable
            id="children-table"
            caption={`Children by service and age, ${words}`}
            bands={bands}
            rows={children}
          />
        </Section>
        <Section id="given" question="How often?" meta="Times that a service was given">
          <p className="said">{said('times', given)}</p>
          <CountsTable
            id="given-table"
            caption={`Times given by service and age, ${words}`}
            bands={bands}
            rows={given}
          />
        </Section>
        <Section id="how" question="How is it counted?">
          <HowCounted least={least} />
          {mayExport && (
            <p>
              <a href={paths.aggregatesFile(quarter)}>This table as a file, CSV</a>: a copy with a number, which stands
              in each row and in the audit trail under your name.
            </p>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}

function said(what: 'children' | 'times', rows: readonly CountsOfService[]): string {
  const total = rows.find(({ service }) => service === '')?.counts.at(-1) ?? null;
  if (total === null) return 'Too few children were given anything for a number to be shown.';
  return what === 'children'
    ? `In ${rows.length - 1} kinds of service, ${total} children, each counted in every kind.`
    : `Services were given ${total} times.`;
}
