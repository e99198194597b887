import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, ref } from './columns';
import { trust } from './trusts';

/** An accounting as it was prepared: the figures are frozen with their fingerprint. */
export const accounting = pgTable(
  'accounting',
  {
    id: identity(),
    reference: text().notNull().unique(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    docket: text().notNull(),
    ordinal: integer().notNull(),
    fromOn: legalDay('from_on').notNull(),
    throughOn: legalDay('through_on').notNull(),
    figures: jsonb().notNull().$type<unknown>(),
    fingerprint: text().notNull(),
    preparedBy: ref('prepared_by')
      .notNull()
      .references(() => person.id),
    preparedAt: clockTime('prepared_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [check('accounting_period', sql`${table.throughOn} >= ${table.fromOn}`)],
);

/** Verified by a second person and sent to the court: from then on the period takes no entry. */
export const accountingFiling = pgTable(
  'accounting_filing',
  {
    accountingId: ref('accounting_id')
      .primaryKey()
      .references(() => accounting.id),
    trustId: ref('trust_id').notNull(),
    fromOn: legalDay('from_on').notNull(),
    throughOn: legalDay('through_on').notNull(),
    verifiedBy: ref('verified_by')
      .notNull()
      .references(() => person.id),
    filedAt: clockTime('filed_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [index('accounting_filing_by_trust').on(table.trustId, table.throughOn)],
);
