import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, fingerprint, identity, legalDay, ref } from './columns';
import { trust } from './trusts';

/** A trust's books, closed through a day: from then on no entry bears a day up to it. One follows the other without a gap. */
export const periodClose = pgTable(
  'period_close',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    fromOn: legalDay('from_on').notNull(),
    throughOn: legalDay('through_on').notNull(),
    closedBy: ref('closed_by')
      .notNull()
      .references(() => person.id),
    closedAt: clockTime('closed_at').notNull().default(sql`clock_timestamp()`),
    /** Where the trust's chain stood: how many entries, and the newest link. */
    chainLength: bigint('chain_length', { mode: 'number' }).notNull(),
    chainHash: fingerprint('chain_hash').notNull(),
  },
  (table) => [
    index('period_close_by_trust').on(table.trustId, table.throughOn),
    check('period_close_order', sql`${table.throughOn} >= ${table.fromOn}`),
  ],
);

/** One person asks that a close be taken back, and says why. At most one asking of a close stands (24-periods.sql). */
export const periodReopeningRequest = pgTable(
  'period_reopening_request',
  {
    id: identity(),
    closeId: ref('close_id')
      .notNull()
      .references(() => periodClose.id),
    trustId: ref('trust_id').notNull(),
    askedBy: ref('asked_by')
      .notNull()
      .references(() => person.id),
    askedAt: clockTime('asked_at').notNull().default(sql`clock_timestamp()`),
    reason: text().notNull(),
  },
  (table) => [
    index('reopening_request_by_close').on(table.closeId),
    check('period_reopening_reason', sql`length(btrim(${table.reason})) >= 10`),
  ],
);

/** Who asked takes it back before anybody agreed; the asking stays on record, and the close may be asked back anew. */
export const periodReopeningWithdrawal = pgTable('period_reopening_withdrawal', {
  requestId: ref('request_id')
    .primaryKey()
    .references(() => periodReopeningRequest.id),
  trustId: ref('trust_id').notNull(),
  withdrawnAt: clockTime('withdrawn_at').notNull().default(sql`clock_timestamp()`),
});

/** Another person agrees: the period is open again. */
export const periodReopening = pgTable('period_reopening', {
  closeId: ref('close_id')
    .primaryKey()
    .references(() => periodClose.id),
  trustId: ref('trust_id').notNull(),
  agreedBy: ref('agreed_by')
    .notNull()
    .references(() => person.id),
  agreedAt: clockTime('agreed_at').notNull().default(sql`clock_timestamp()`),
});
