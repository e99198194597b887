import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, ref } from './columns';

/** Who did what to which record, in the transaction that did it. Only record_audit_event() writes here. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: identity(),
    at: clockTime('at').notNull().default(sql`clock_timestamp()`),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    action: text().notNull(),
    recordType: text('record_type').notNull(),
    recordRef: text('record_ref').notNull(),
    trustId: ref('trust_id'),
    beneficiaryId: ref('beneficiary_id'),
    /** Codes, amounts and states only; nothing that names a person outside staff. */
    facts: jsonb().notNull().$type<Record<string, string>>(),
    requestId: text('request_id').notNull(),
  },
  (table) => [
    index('audit_event_by_record').on(table.recordType, table.recordRef),
    index('audit_event_by_trust').on(table.trustId, table.id),
  ],
);

/** What each form's key did, so that a repeated click is answered and not repeated. Money keys never expire. */
export const commandLog = pgTable('command_log', {
  key: uuid().primaryKey(),
  personId: ref('person_id')
    .notNull()
    .references(() => person.id),
  action: text().notNull(),
  requestSha256: text('request_sha256').notNull(),
  result: jsonb().$type<Record<string, string>>(),
  at: clockTime('at').notNull().default(sql`clock_timestamp()`),
});
