import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findBooksSummary } from '~/domain/trusts/find-books-summary.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Empty } from '~/ui/empty';
import { Equation } from '~/ui/equation';
import { Folio } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { NamedPlate } from '~/ui/plate';
import { frameOf } from '../parts/frame.server';
import { RequestCounts } from './parts/request-counts';
import { summaryView } from './parts/summary-view.server';
import { YearInSums } from './parts/year-in-sums';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Money of ${code}, in sums – Tutela` }];

export const loader = guardLoader(
  { permission: 'books-summary.read', params: z.object({ code: z.string().max(40) }) },
  ({ actor, params: { code }, tx, now }) =>
    tx(async (q) => ({
      code,
      year: booksDay(now).slice(0, 4),
      summaries: (await findBooksSummary(q, actor, code)).map(summaryView),
      frame: await frameOf(q, actor, now, paths.appointments()),
    })),
);

/** What is there for one child, what came and went this year, and what is asked for: sums alone, for who speaks for the child. */
export default function Books() {
  const { code, year, summaries, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.appointments(), label: 'Children' }, { label: 'Money' }]}
        title="Money in sums"
        code={code}
        lead="This child’s own part of the books. Entries, payees and other children are the trustees’ to see."
      />
      {summaries.length === 0 && (
        <Empty
          why="No trust whose books you may read holds money for this child."
          next="What a court ordered is not money until it arrives."
        />
      )}
      {summaries.map((summary) => (
        <section key={summary.trustCode} aria-label={`Trust ${summary.trustCode}`}>
          <NamedPlate id={`now-${summary.trustCode}`} title={`Money now, trust ${summary.trustCode}`}>
            <Equation terms={summary.cash} />
          </NamedPlate>
          <Folio spaced>
            <YearInSums summary={summary} year={year} />
            <RequestCounts summary={summary} />
          </Folio>
        </section>
      ))}
    </Frame>
  );
}
