import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, fingerprint, identity, ref } from './columns';

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
    /** From where, and with what: facts of the session, which the database knows and no caller says. */
    sessionId: uuid('session_id'),
    /** Only auditors and the person see it (93-audit-row-security.sql). */
    address: text(),
    device: text(),
    factor: text(),
    /** Whole seconds since the factor was shown. */
    factorAge: integer('factor_age'),
  },
  (table) => [
    index('audit_event_by_record').on(table.recordRef, table.id),
    index('audit_event_by_child').on(table.beneficiaryId, table.id),
    index('audit_event_by_trust').on(table.trustId, table.id),
    index('audit_event_by_person').on(table.personId, table.id),
    index('audit_event_by_request').on(table.requestId),
  ],
);

/** The trail's chain: each event in its place, bound to all before it (db/README.md says how). */
export const auditLink = pgTable(
  'audit_link',
  {
    /** From 1, without a gap. */
    place: bigint({ mode: 'number' }).primaryKey(),
    eventId: ref('event_id').notNull().unique(),
    /** The very text that was hashed. */
    said: text().notNull(),
    hash: fingerprint('hash').notNull(),
  },
  (table) => [check('audit_link_whole', sql`octet_length(${table.hash}) = 32 and ${table.place} > 0`)],
);

/** Events that have no place yet: written with the event, taken out as it is linked. */
export const auditWaiting = pgTable('audit_waiting', { eventId: ref('event_id').primaryKey() });

/** A signed head of the trail, with the signed text: also in the copy off the database, and in anchors. */
export const auditCheckpoint = pgTable(
  'audit_checkpoint',
  {
    /** From 1, without a gap. */
    number: bigint({ mode: 'number' }).primaryKey(),
    length: bigint({ mode: 'number' }).notNull(),
    hash: fingerprint('hash').notNull(),
    /** SHA-256 of the public key, in hexadecimal. */
    keyId: text('key_id').notNull(),
    /** As the text says it. */
    writtenAt: clockTime('written_at').notNull(),
    sealed: text().notNull(),
  },
  (table) => [
    check('audit_checkpoint_whole', sql`octet_length(${table.hash}) = 32 and ${table.length} > 0`),
    check('audit_checkpoint_key', sql`${table.keyId} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** What a record said when it was written, as a digest; the trail binds it (63-records-bound.sql). */
export const recordDigest = pgTable(
  'record_digest',
  {
    id: identity(),
    /** Its table and key: "approval 17". */
    record: text().notNull(),
    digest: fingerprint('digest').notNull(),
    /** The event records.bound that binds it; none yet for what was written in the last seconds. */
    eventId: ref('event_id'),
  },
  (table) => [
    index('record_digest_by_record').on(table.record, table.id),
    index('record_digest_waiting').on(table.id).where(sql`${table.eventId} is null`),
    index('record_digest_by_event').on(table.eventId, table.id),
    check('record_digest_whole', sql`octet_length(${table.digest}) = 32`),
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
