import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, ref } from './columns';

/** A child as everyone outside the vault knows them: a code. No name, birth date, address or school has a column. */
export const beneficiary = pgTable('beneficiary', {
  id: identity(),
  /** Drawn by take_in_beneficiary(), never chosen. Courts and providers know the child by others, which stand in the vault. */
  code: text().notNull().unique(),
  /** Majority, computed by the vault; the birth date itself never leaves it. */
  majorityOn: legalDay('majority_on'),
  recordedAt: clockTime('recorded_at').notNull().defaultNow(),
});

/** Which caseworker looks after which beneficiary, or which guardian ad litem stands for it, from when until when. */
export const caseAssignment = pgTable(
  'case_assignment',
  {
    id: identity(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    startsOn: legalDay('starts_on').notNull(),
    /** The last day, where one was set. */
    endsOn: legalDay('ends_on'),
    /** Who gave it and why: of a child that a worker takes in, that worker; empty for what the operator lays down. */
    givenBy: ref('given_by').references(() => person.id),
    reason: text().notNull().default(''),
    endedAt: clockTime('ended_at'),
    endedBy: ref('ended_by').references(() => person.id),
    endReason: text('end_reason'),
  },
  (table) => [check('case_assignment_days', sql`${table.endsOn} >= ${table.startsOn}`)],
);

/** Which caseworker a supervisor answers for: the children assigned to that worker are the supervisor's to see meanwhile. */
export const supervision = pgTable(
  'supervision',
  {
    id: identity(),
    supervisorId: ref('supervisor_id')
      .notNull()
      .references(() => person.id),
    caseworkerId: ref('caseworker_id')
      .notNull()
      .references(() => person.id),
    startsOn: legalDay('starts_on').notNull(),
    /** Who gave it and why; empty for what the operator lays down. */
    givenBy: ref('given_by').references(() => person.id),
    reason: text().notNull().default(''),
    endedAt: clockTime('ended_at'),
    endedBy: ref('ended_by').references(() => person.id),
    endReason: text('end_reason'),
  },
  (table) => [
    uniqueIndex('supervised_once').on(table.supervisorId, table.caseworkerId).where(sql`${table.endedAt} is null`),
  ],
);
