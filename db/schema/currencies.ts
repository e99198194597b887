import { sql } from 'drizzle-orm';
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core';

/** The currencies money can be in (ISO 4217), with the decimals of each. */
export const currency = pgTable('currency', { code: text().primaryKey(), decimals: smallint().notNull() }, (table) => [
  check('currency_shape', sql`${table.code} ~ '^[A-Z]{3}$' and ${table.decimals} between 0 and 4`),
]);
