import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { planItem } from './care-plans';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { provider } from './providers';

/** One service a child was given, on its local day, as the caseworker logged it. */
export const serviceDelivered = pgTable(
  'service_delivered',
  {
    id: identity(),
    reference: text().notNull().unique(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    planItemId: ref('plan_item_id')
      .notNull()
      .references(() => planItem.id),
    service: text().notNull(),
    providerId: ref('provider_id')
      .notNull()
      .references(() => provider.id),
    occurredOn: legalDay('occurred_on').notNull(),
    quantity: integer().notNull(),
    minutes: integer(),
    attendance: text({ enum: ['attended', 'absent'] }).notNull(),
    lateReason: text('late_reason'),
    loggedBy: ref('logged_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    check('service_some', sql`${table.quantity} between 1 and 31`),
    check('service_minutes', sql`${table.minutes} is null or ${table.minutes} between 1 and 1440`),
    oneOf('service_delivered_attendance_words', table.attendance, ['attended', 'absent']),
  ],
);

/** The worker's note, for the care team alone: no money screen can reach this table. */
export const serviceNote = pgTable(
  'service_note',
  {
    serviceDeliveredId: ref('service_delivered_id')
      .primaryKey()
      .references(() => serviceDelivered.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    note: text().notNull(),
  },
  (table) => [check('service_note_short', sql`length(${table.note}) between 1 and 200`)],
);
