import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, ref } from './columns';

/** One cell of a published table. An empty service or band is a total; null is a count that is not shown. */
export interface PublishedCell {
  service: string;
  band: string;
  children: number | null;
  given: number | null;
}

/**
 * What was given to how many children in a quarter, as it was published: once, so that no later table of the same quarter
 * can be subtracted from it. Only publish_aggregates() writes here.
 */
export const aggregatePublication = pgTable(
  'aggregate_publication',
  {
    id: identity(),
    /** The quarter's first day. */
    quarterOn: legalDay('quarter_on').notNull().unique('aggregate_published_once'),
    /** The least count that is shown, by policy AG-1 on that day. */
    least: integer().notNull(),
    cells: jsonb().notNull().$type<PublishedCell[]>(),
    publishedBy: ref('published_by')
      .notNull()
      .references(() => person.id),
    publishedAt: clockTime('published_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    check('aggregate_quarter', sql`${table.quarterOn} = date_trunc('quarter', ${table.quarterOn}::timestamp)::date`),
    check('aggregate_least', sql`${table.least} >= 2`),
  ],
);
