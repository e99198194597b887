import { z } from 'zod';
import { annualReport } from '~/domain/incidents/annual-report';
import { findIncidents } from '~/domain/incidents/find-incidents.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';

export const annualQuery = z.object({
  year: z
    .string()
    .regex(/^20\d\d$/)
    .optional(),
});

/** The incidents discovered in a year of New York's calendar, counted; without a year, in this one. */
export async function loadAnnual(q: Tx, asked: string | undefined, now: Date, inWorld: (moment: Date) => Date) {
  const year = asked ?? booksDay(now).slice(0, 4);
  const incidents = await findIncidents(q);
  const ofYear = incidents.filter(({ discoveredAt }) => booksDay(inWorld(discoveredAt)).startsWith(year));
  return { year, report: annualReport(ofYear) };
}
