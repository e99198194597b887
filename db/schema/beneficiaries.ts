import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, ref } from './columns';

/** A child as everyone outside the vault knows them: a code. No name, birth date, address or school has a column. */
export const beneficiary = pgTable('beneficiary', {
  id: identity(),
  code: text().notNull().unique(),
  /** Majority, computed by the vault; the birth date itself never leaves it. */
  majorityOn: legalDay('majority_on'),
  recordedAt: clockTime('recorded_at').notNull().defaultNow(),
});

/** Another random code for each recipient, so that two recipients cannot link their files. */
export const beneficiaryCode = pgTable(
  'beneficiary_code',
  {
    id: identity(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    recipient: text().notNull(),
    code: text().notNull().unique(),
  },
  (table) => [unique().on(table.beneficiaryId, table.recipient)],
);

/** Which caseworker looks after which beneficiary, from when until when. */
export const caseAssignment = pgTable('case_assignment', {
  id: identity(),
  beneficiaryId: ref('beneficiary_id')
    .notNull()
    .references(() => beneficiary.id),
  personId: ref('person_id')
    .notNull()
    .references(() => person.id),
  startsOn: legalDay('starts_on').notNull(),
  endedAt: clockTime('ended_at'),
});

/** Which caseworker a supervisor answers for: the children assigned to that worker are the supervisor's to see meanwhile. */
export const supervision = pgTable('supervision', {
  id: identity(),
  supervisorId: ref('supervisor_id')
    .notNull()
    .references(() => person.id),
  caseworkerId: ref('caseworker_id')
    .notNull()
    .references(() => person.id),
  startsOn: legalDay('starts_on').notNull(),
  endedAt: clockTime('ended_at'),
});
