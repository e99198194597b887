import { pgTable, text } from 'drizzle-orm/pg-core';
import { identity, legalDay, oneOf } from './columns';

const KINDS = ['clinic', 'counselling', 'school', 'shelter'] as const;

/** Who gives the service. Known by a number: its place would say where the child is. */
export const provider = pgTable(
  'provider',
  {
    id: identity(),
    code: text().notNull().unique(),
    kind: text({ enum: KINDS }).notNull(),
    /** Vetting holds until this day; after it nothing may be paid. */
    payableUntil: legalDay('payable_until').notNull(),
  },
  (table) => [oneOf('provider_kind_words', table.kind, KINDS)],
);
