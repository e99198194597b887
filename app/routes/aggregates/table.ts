import { z } from 'zod';
import { exportAggregates } from '~/domain/aggregates/export-aggregates.server';
import { QUARTER_NAME } from '~/domain/aggregates/quarter';
import { tableAsCsv } from '~/domain/aggregates/table-as-csv';
import { guardLoader } from '~/http/guard.server';

/** A published table as a file: a copy with a number, in its name and in each row, for who has just shown that it is them. */
export const loader = guardLoader(
  { permission: 'aggregate.export', stepUp: true, params: z.object({ quarter: z.string().regex(QUARTER_NAME) }) },
  async ({ actor, params: { quarter }, tx }) => {
    const { published, number } = await tx((q) => exportAggregates(q, actor, quarter));
    return new Response(tableAsCsv(quarter, published.cells, number), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="services-${quarter}-${number}.csv"`,
      },
    });
  },
);
