import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { planItem } from './care-plans';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { delegation } from './delegations';
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
    /** The entry that a supervisor sent back and this one puts right. */
    replacesId: ref('replaces_id').references((): AnyPgColumn => serviceDelivered.id),
    loggedBy: ref('logged_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('service_replaced_once').on(table.replacesId),
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

/** What the supervisor of who logged a service said of it, once. Only sec.review_service() writes here. */
export const serviceReview = pgTable(
  'service_review',
  {
    serviceDeliveredId: ref('service_delivered_id')
      .primaryKey()
      .references(() => serviceDelivered.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    decision: text({ enum: ['confirmed', 'sent_back'] }).notNull(),
    /** What has to be put right; of what is confirmed, none is asked. */
    reason: text().notNull().default(''),
    reviewedBy: ref('reviewed_by')
      .notNull()
      .references(() => person.id),
    /** Where it was looked at for another supervisor. The two count as one person. */
    delegationId: ref('delegation_id').references(() => delegation.id),
    reviewedAt: clockTime('reviewed_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index('service_review_sent_back').on(table.beneficiaryId).where(sql`${table.decision} = 'sent_back'`),
    oneOf('service_review_decision_words', table.decision, ['confirmed', 'sent_back']),
    check(
      'service_review_reason',
      sql`case ${table.decision} when 'sent_back' then length(btrim(${table.reason})) between 3 and 200 else ${table.reason} = '' end`,
    ),
  ],
);

/** That an entry which was sent back is not put right: it was logged twice, or was not given. Only sec.withdraw_service() writes here. */
export const serviceWithdrawal = pgTable('service_withdrawal', {
  serviceDeliveredId: ref('service_delivered_id')
    .primaryKey()
    .references(() => serviceReview.serviceDeliveredId),
  beneficiaryId: ref('beneficiary_id')
    .notNull()
    .references(() => beneficiary.id),
  withdrawnBy: ref('withdrawn_by')
    .notNull()
    .references(() => person.id),
  withdrawnAt: clockTime('withdrawn_at').notNull().default(sql`clock_timestamp()`),
});
