import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { REVEAL_ITEMS } from './reveals';

const by = (name: string) =>
  ref(name)
    .notNull()
    .references(() => person.id);

const now = sql`clock_timestamp()`;

export const RIGHT_KINDS = ['access', 'rectification'] as const;
export const RIGHT_ASKERS = ['of_age', 'parent', 'guardian', 'guardian_ad_litem', 'attorney'] as const;
export const RIGHT_PROOFS = ['identity_paper', 'known_in_person', 'court_appointment', 'power_of_attorney'] as const;
export const RIGHT_GROUNDS = ['not_identified', 'proceedings', 'rights_of_others'] as const;

/** Somebody uses a right of the child: to know what is held, or to have it put right (RA 10173 s.16(c), (d)). */
export const rightsRequest = pgTable(
  'rights_request',
  {
    id: identity(),
    reference: text().notNull().unique(),
    kind: text({ enum: RIGHT_KINDS }).notNull(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    asker: text({ enum: RIGHT_ASKERS }).notNull(),
    /** By what it was seen that the asker is who they say. */
    proof: text({ enum: RIGHT_PROOFS }).notNull(),
    receivedOn: legalDay('received_on').notNull(),
    /** By policy RQ-1 as it was on the day of receipt. */
    dueOn: legalDay('due_on').notNull(),
    /** To be put right: an item of the vault, or a record outside it by its reference. */
    item: text({ enum: REVEAL_ITEMS }),
    record: text(),
    /** The asker's words, by the code; empty where all of it is to be seen. */
    statement: text().notNull(),
    recordedBy: by('recorded_by'),
    recordedAt: clockTime('recorded_at').notNull().default(now),
  },
  (table) => [
    oneOf('rights_kind_words', table.kind, RIGHT_KINDS),
    oneOf('rights_asker_words', table.asker, RIGHT_ASKERS),
    oneOf('rights_proof_words', table.proof, RIGHT_PROOFS),
    oneOf('rights_item_words', table.item, REVEAL_ITEMS),
    check('rights_due_after', sql`${table.dueOn} >= ${table.receivedOn}`),
    check(
      'rights_names_one',
      sql`case ${table.kind} when 'access' then num_nonnulls(${table.item}, ${table.record}) = 0
            else num_nonnulls(${table.item}, ${table.record}) = 1 and length(btrim(${table.statement})) >= 10 end`,
    ),
    check(
      'rights_statement_short',
      sql`length(${table.statement}) <= 600 and length(${table.record}) between 1 and 40`,
    ),
    index('rights_request_by_child').on(table.beneficiaryId),
  ],
);

/** A second person agrees, or refuses on one of the grounds of the law. */
export const rightsDecision = pgTable(
  'rights_decision',
  {
    requestId: ref('request_id')
      .primaryKey()
      .references(() => rightsRequest.id),
    decidedBy: by('decided_by'),
    decision: text({ enum: ['agreed', 'refused'] }).notNull(),
    ground: text({ enum: RIGHT_GROUNDS }),
    reason: text().notNull(),
    decidedAt: clockTime('decided_at').notNull().default(now),
  },
  (table) => [
    oneOf('rights_decision_words', table.decision, ['agreed', 'refused']),
    oneOf('rights_ground_words', table.ground, RIGHT_GROUNDS),
    check('rights_refused_on_a_ground', sql`(${table.decision} = 'refused') = (${table.ground} is not null)`),
    check('rights_decision_has_reason', sql`length(btrim(${table.reason})) between 3 and 600`),
  ],
);

/** What was given: a copy of the access file, a new version in the vault, or a note beside a record. */
export const rightsAnswer = pgTable(
  'rights_answer',
  {
    id: identity(),
    requestId: ref('request_id')
      .notNull()
      .references(() => rightsRequest.id),
    /** The copy's number in the trail. */
    copy: text().unique(),
    version: integer(),
    note: text(),
    answeredBy: by('answered_by'),
    answeredAt: clockTime('answered_at').notNull().default(now),
  },
  (table) => [
    unique('rights_answer_once').on(table.requestId, table.copy).nullsNotDistinct(),
    check('rights_answer_is_one', sql`num_nonnulls(${table.copy}, ${table.version}, ${table.note}) = 1`),
    check('rights_note_says_what', sql`length(btrim(${table.note})) between 10 and 600`),
  ],
);
