import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { clockTime, identity, ref } from './columns';

/** What this installation is: one row. The demo world may live on another day than the clock; a live one may not. */
export const installation = pgTable(
  'installation',
  {
    onlyRow: integer('only_row').primaryKey().default(1),
    /** Which installation it is, in what it signs for others to keep. */
    id: uuid().notNull().defaultRandom(),
    mode: text({ enum: ['demo', 'live'] }).notNull(),
    /** Whole days added to the clock, so that the demo world always stands at its own today. */
    clockOffsetDays: integer('clock_offset_days').notNull().default(0),
    createdAt: clockTime('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    check('installation_only_row', sql`${table.onlyRow} = 1`),
    check('installation_mode', sql`${table.mode} in ('demo', 'live')`),
    check('installation_live_clock', sql`${table.mode} = 'demo' or ${table.clockOffsetDays} = 0`),
  ],
);

/** A member of staff, of a court or of the system itself; never a beneficiary. */
export const person = pgTable(
  'person',
  {
    id: identity(),
    name: text().notNull(),
    /** Lower case. The application's role cannot select it; the system's own person has none. */
    email: text().unique(),
    /** cast: of the demo world; enrolled: made by an administrator; system: the operator's commands. */
    origin: text({ enum: ['cast', 'enrolled', 'system'] }).notNull(),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    check('person_origin', sql`${table.origin} in ('cast', 'enrolled', 'system')`),
    check('person_name_given', sql`btrim(${table.name}) <> ''`),
    check('person_email_lower', sql`${table.email} = lower(btrim(${table.email})) and ${table.email} like '%_@_%'`),
    check('person_email_given', sql`(${table.origin} = 'system') = (${table.email} is null)`),
  ],
);

/** A role a person holds from granted_at until ended_at; a role is ended, never deleted. */
export const roleGrant = pgTable(
  'role_grant',
  {
    id: identity(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    role: text({
      enum: [
        'trustee',
        'caseworker',
        'supervisor',
        'finance',
        'court',
        'auditor',
        'administrator',
        'guardian_ad_litem',
        'operator',
      ],
    }).notNull(),
    grantedAt: clockTime('granted_at').notNull().default(sql`clock_timestamp()`),
    /** Empty for what the system grants itself when it begins. */
    grantedBy: ref('granted_by').references(() => person.id),
    /** Why it was given; empty for what the system and an enrolment give. */
    reason: text().notNull().default(''),
    endedAt: clockTime('ended_at'),
    endedBy: ref('ended_by').references(() => person.id),
    endReason: text('end_reason'),
  },
  (table) => [
    check(
      'role_grant_role',
      sql`${table.role} in ('trustee', 'caseworker', 'supervisor', 'finance', 'court', 'auditor', 'administrator', 'guardian_ad_litem', 'operator')`,
    ),
    check('role_grant_order', sql`${table.endedAt} is null or ${table.endedAt} >= ${table.grantedAt}`),
    uniqueIndex('role_grant_held_once').on(table.personId, table.role).where(sql`${table.endedAt} is null`),
    index('role_grant_by_person').on(table.personId),
  ],
);
