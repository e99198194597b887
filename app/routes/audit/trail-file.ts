import { Refusal } from '~/access/refusal';
import { exportTrail } from '~/domain/audit/export-trail.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { eventsAsCsv } from '~/reports/verification/events-as-csv';
import { auditFilter, auditQuery, daysAheadOf } from './parts/audit-filter';

/** The entries of a filter as a file, for who audits: a copy with a number, which the trail knows and the file's name says. */
export const loader = guardLoader(
  { permission: 'audit.export', stepUp: true, query: auditQuery },
  async ({ actor, query, tx, now, inWorld }) => {
    const { filter, problems } = auditFilter(query);
    // A file of more than was asked for would be taken for what was asked for.
    const [problem] = problems;
    if (problem) throw new Refusal('export.filter', `No file was written. ${problem.message}`);
    const today = booksDay(now);
    const { number, events } = await tx((q) => exportTrail(q, actor, filter, today, daysAheadOf(inWorld)));
    return new Response(eventsAsCsv(events.map((event) => ({ ...event, at: inWorld(event.at) }))), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="audit-${number}.csv"`,
      },
    });
  },
);
