import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, check, customType, date, timestamp } from 'drizzle-orm/pg-core';
import { amount, type Decimal, toText } from '~/money/amount';

/**
 * Money and units: numeric(20,4) in the database, Decimal in TypeScript, never a float on the way.
 * More than four decimals are refused here, because Postgres would round them without a word.
 */
export const decimal = customType<{ data: Decimal; driverData: string }>({
  dataType: () => 'numeric(20,4)',
  fromDriver: (text) => amount(text),
  toDriver: (value) => {
    if (value.decimalPlaces() > 4) throw new Error('a figure finer than four decimals cannot be stored');
    return toText(value);
  },
});

export const identity = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A reference to a row of another table; the table says which. */
export const ref = (name: string) => bigint(name, { mode: 'number' });

/** A legal day: no zone, no clock. */
export const legalDay = (name: string) => date(name, { mode: 'string' });

/** When the clock said it was recorded. */
export const clockTime = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A column that takes one of a few words; the database checks what the type promises. */
export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`);

/** A SHA-256. */
export const fingerprint = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
