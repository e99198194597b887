import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { clockTime, identity, oneOf, ref } from './columns';

const by = (name: string) =>
  ref(name)
    .notNull()
    .references(() => person.id);

const ofIncident = () =>
  ref('incident_id')
    .notNull()
    .references(() => incident.id);

const now = sql`clock_timestamp()`;

export const INCIDENT_KINDS = ['seen', 'sent_wrong', 'taken', 'lost', 'changed', 'unavailable', 'other'] as const;
export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export const INCIDENT_LINE_KINDS = ['step', 'authority', 'subjects', 'court', 'report'] as const;

const saysWhy = (name: string, ...columns: AnyPgColumn[]) =>
  check(
    name,
    sql.join(
      columns.map((column) => sql`length(btrim(${column})) between 10 and 600`),
      sql` and `,
    ),
  );

/** Somebody reports that something may have happened to what is known of people. Its clock begins at what it says. */
export const incident = pgTable(
  'incident',
  {
    id: identity(),
    reference: text().notNull().unique(),
    kind: text({ enum: INCIDENT_KINDS }).notNull(),
    discoveredAt: clockTime('discovered_at').notNull(),
    what: text().notNull(),
    reportedBy: by('reported_by'),
    reportedAt: clockTime('reported_at').notNull().default(now),
  },
  (table) => [
    oneOf('incident_kind_words', table.kind, INCIDENT_KINDS),
    saysWhy('incident_says_what', table.what),
    index('incident_by_reporter').on(table.reportedBy),
  ],
);

/** A child whose data it concerns, by their code. */
export const incidentSubject = pgTable(
  'incident_subject',
  {
    id: identity(),
    incidentId: ofIncident(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    namedBy: by('named_by'),
    namedAt: clockTime('named_at').notNull().default(now),
  },
  (table) => [unique('incident_subject_once').on(table.incidentId, table.beneficiaryId)],
);

/** What was found of the three conditions of a notice, and when it was believed. The newest counts; the others stay. */
export const incidentAssessment = pgTable(
  'incident_assessment',
  {
    id: identity(),
    incidentId: ofIncident(),
    believedAt: clockTime('believed_at').notNull(),
    sensitive: text({ enum: ANSWERS }).notNull(),
    sensitiveWhy: text('sensitive_why').notNull(),
    acquired: text({ enum: ANSWERS }).notNull(),
    acquiredWhy: text('acquired_why').notNull(),
    harm: text({ enum: ANSWERS }).notNull(),
    harmWhy: text('harm_why').notNull(),
    /** How many people it concerns, as far as is known; null where it is not. */
    subjects: integer(),
    assessedBy: by('assessed_by'),
    assessedAt: clockTime('assessed_at').notNull().default(now),
  },
  (table) => [
    oneOf('incident_sensitive_words', table.sensitive, ANSWERS),
    oneOf('incident_acquired_words', table.acquired, ANSWERS),
    oneOf('incident_harm_words', table.harm, ANSWERS),
    saysWhy('incident_assessment_says_why', table.sensitiveWhy, table.acquiredWhy, table.harmWhy),
    check('incident_assessment_counts', sql`${table.subjects} >= 0`),
    index('incident_assessment_of').on(table.incidentId),
  ],
);

/** What was done about it: a step, or a notice with its evidence. One that was wrong is replaced by a further line. */
export const incidentLine = pgTable(
  'incident_line',
  {
    id: identity(),
    incidentId: ofIncident(),
    kind: text({ enum: INCIDENT_LINE_KINDS }).notNull(),
    happenedAt: clockTime('happened_at').notNull(),
    what: text().notNull(),
    /** The receipt, letter or reference that proves a notice. */
    evidence: text().notNull(),
    replaces: ref('replaces')
      .unique('incident_line_replaced_once')
      .references((): AnyPgColumn => incidentLine.id),
    writtenBy: by('written_by'),
    writtenAt: clockTime('written_at').notNull().default(now),
  },
  (table) => [
    oneOf('incident_line_kind_words', table.kind, INCIDENT_LINE_KINDS),
    saysWhy('incident_line_says_what', table.what),
    check(
      'incident_notice_has_evidence',
      sql`length(btrim(${table.evidence})) <= 120 and (${table.kind} = 'step' or length(btrim(${table.evidence})) >= 3)`,
    ),
    index('incident_line_of').on(table.incidentId),
  ],
);
