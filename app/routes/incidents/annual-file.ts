import { annualCsv } from '~/domain/incidents/annual-report';
import { takeAnnual } from '~/domain/incidents/take-annual.server';
import { guardLoader } from '~/http/guard.server';
import { annualQuery, loadAnnual } from './parts/annual-data.server';

/** A year's counts as CSV, for the authority's own form: a copy with a number, in its name and in each line, for who has just shown that it is them. */
export const loader = guardLoader(
  { permission: 'incident.export', stepUp: true, query: annualQuery },
  async ({ actor, query, tx, now, inWorld }) => {
    const { year, report, number } = await tx(async (q) => {
      const annual = await loadAnnual(q, query.year, now, inWorld);
      return { ...annual, number: await takeAnnual(q, actor, annual.year) };
    });
    return new Response(annualCsv(year, report, number), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="incidents-${year}-${number}.csv"`,
      },
    });
  },
);
