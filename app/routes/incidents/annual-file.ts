import { annualCsv } from '~/domain/incidents/annual-report';
import { guardLoader } from '~/http/guard.server';
import { annualQuery, loadAnnual } from './parts/annual-data.server';

/** A year's counts as CSV, for the authority's own form. */
export const loader = guardLoader(
  { permission: 'incident.keep', query: annualQuery },
  async ({ query, tx, now, inWorld }) => {
    const { year, report } = await tx((q) => loadAnnual(q, query.year, now, inWorld));
    return new Response(annualCsv(year, report), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="incidents-${year}.csv"`,
      },
    });
  },
);
