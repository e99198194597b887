import { integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, legalDay } from './columns';

/** A rate, threshold or day count as a dated record with its authority; never a constant in code. */
export const policy = pgTable(
  'policy',
  {
    id: identity(),
    key: text().notNull(),
    version: integer().notNull(),
    title: text().notNull(),
    value: jsonb().notNull().$type<Record<string, string>>(),
    authority: text().notNull(),
    effectiveFrom: legalDay('effective_from').notNull(),
    effectiveTo: legalDay('effective_to'),
    approvedBy: text('approved_by').notNull(),
  },
  (table) => [unique().on(table.key, table.version)],
);
