import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { courtCase } from './awards';
import { beneficiary } from './beneficiaries';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { trust } from './trusts';

/**
 * A record that only named people see for a time, whatever their roles would allow: a trust with all its books, or the
 * care records of a child. It ends by itself after its last day, or by a lifting.
 */
export const recordRestriction = pgTable(
  'record_restriction',
  {
    id: identity(),
    recordType: text('record_type', { enum: ['trust', 'beneficiary'] }).notNull(),
    trustId: ref('trust_id').references(() => trust.id),
    beneficiaryId: ref('beneficiary_id').references(() => beneficiary.id),
    reason: text().notNull(),
    untilOn: legalDay('until_on').notNull(),
    markedBy: ref('marked_by')
      .notNull()
      .references(() => person.id),
    markedAt: clockTime('marked_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    check(
      'record_restriction_names_one',
      sql`(${table.recordType} = 'trust') = (${table.trustId} is not null) and (${table.recordType} = 'beneficiary') = (${table.beneficiaryId} is not null)`,
    ),
    check('record_restriction_reason', sql`length(btrim(${table.reason})) between 10 and 600`),
  ],
);

/** Who still sees a restricted record. */
export const recordRestrictionPerson = pgTable(
  'record_restriction_person',
  {
    id: identity(),
    restrictionId: ref('restriction_id')
      .notNull()
      .references(() => recordRestriction.id),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
  },
  (table) => [unique().on(table.restrictionId, table.personId)],
);

export const recordRestrictionLifting = pgTable(
  'record_restriction_lifting',
  {
    restrictionId: ref('restriction_id')
      .primaryKey()
      .references(() => recordRestriction.id),
    reason: text().notNull(),
    liftedBy: ref('lifted_by')
      .notNull()
      .references(() => person.id),
    liftedAt: clockTime('lifted_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [check('record_restriction_lifting_reason', sql`length(btrim(${table.reason})) between 10 and 600`)],
);

/**
 * A defendant or an alleged offender in a case: never of the care team, a guardian, a payee or a trustee of a child of that
 * case (18 USC 2259(c)(4), 34 USC 12291(b)(2)). The vault keeps the name; one with an account here sees nothing of the case
 * once a second person agreed. It is not taken back.
 */
export const caseConflict = pgTable(
  'case_conflict',
  {
    id: identity(),
    /** Of one with an account here. */
    personId: ref('person_id').references(() => person.id),
    caseId: ref('case_id')
      .notNull()
      .references(() => courtCase.id),
    kind: text({ enum: ['defendant', 'alleged_offender'] }).notNull(),
    recordedBy: ref('recorded_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique().on(table.personId, table.caseId),
    oneOf('case_conflict_kind', table.kind, ['defendant', 'alleged_offender']),
    index('case_conflict_by_person').on(table.personId),
  ],
);

/**
 * A second person agreed that somebody with an account is a party: until then it closes nothing to them, so that nobody alone
 * takes a cotrustee or an auditor out of the way.
 */
export const caseConflictAgreement = pgTable('case_conflict_agreement', {
  conflictId: ref('conflict_id')
    .primaryKey()
    .references(() => caseConflict.id),
  agreedBy: ref('agreed_by')
    .notNull()
    .references(() => person.id),
  agreedAt: clockTime('agreed_at').notNull().default(sql`clock_timestamp()`),
});
