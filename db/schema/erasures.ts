import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { courtCase } from './awards';
import { beneficiary } from './beneficiaries';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { trust } from './trusts';

const by = (name: string) =>
  ref(name)
    .notNull()
    .references(() => person.id);

const ofChild = () =>
  ref('beneficiary_id')
    .notNull()
    .references(() => beneficiary.id);

const now = sql`clock_timestamp()`;

export const ERASURE_BASES = ['own_request', 'guardian_request', 'court_order', 'purpose_ended'] as const;

export const HELD_KINDS = ['beneficiary', 'trust', 'case', 'person'] as const;

/** Somebody has said that what is known of a record has to be kept: while it stands, nothing of it is erased. */
export const legalHold = pgTable(
  'legal_hold',
  {
    id: identity(),
    reference: text().notNull().unique(),
    recordType: text('record_type', { enum: HELD_KINDS }).notNull(),
    beneficiaryId: ref('beneficiary_id').references(() => beneficiary.id),
    trustId: ref('trust_id').references(() => trust.id),
    caseId: ref('case_id').references(() => courtCase.id),
    personId: ref('person_id').references(() => person.id),
    /** The order, the matter or the claim it is for. */
    matter: text().notNull(),
    reason: text().notNull(),
    placedBy: by('placed_by'),
    placedAt: clockTime('placed_at').notNull().default(now),
  },
  (table) => [
    check(
      'legal_hold_names_one',
      sql`(${table.recordType} = 'beneficiary') = (${table.beneficiaryId} is not null) and (${table.recordType} = 'trust') = (${table.trustId} is not null)
        and (${table.recordType} = 'case') = (${table.caseId} is not null) and (${table.recordType} = 'person') = (${table.personId} is not null)`,
    ),
    oneOf('legal_hold_words', table.recordType, HELD_KINDS),
    check(
      'legal_hold_says_why',
      sql`length(btrim(${table.reason})) between 10 and 600 and length(btrim(${table.matter})) between 3 and 80`,
    ),
    index('legal_hold_by_child').on(table.beneficiaryId),
  ],
);

/** Two people say, one after the other, that its matter has ended: from the second on the hold is over. */
export const legalHoldLifting = pgTable(
  'legal_hold_lifting',
  {
    id: identity(),
    holdId: ref('hold_id')
      .notNull()
      .references(() => legalHold.id),
    reason: text().notNull(),
    liftedBy: by('lifted_by'),
    liftedAt: clockTime('lifted_at').notNull().default(now),
  },
  (table) => [
    unique('legal_hold_lifted_once').on(table.holdId, table.liftedBy),
    check('legal_hold_lifting_says_why', sql`length(btrim(${table.reason})) between 10 and 600`),
  ],
);

/** A person asks that whom a code stands for be forgotten for ever. */
export const erasureRequest = pgTable(
  'erasure_request',
  {
    id: identity(),
    reference: text().notNull().unique(),
    beneficiaryId: ofChild(),
    basis: text({ enum: ERASURE_BASES }).notNull(),
    reason: text().notNull(),
    /** The order or the letter it rests on; empty where there is none. */
    ticket: text().notNull(),
    requestedBy: by('requested_by'),
    requestedAt: clockTime('requested_at').notNull().default(now),
    /** Until then two people agree and it is done, or it lapses. */
    expiresAt: clockTime('expires_at').notNull(),
  },
  (table) => [
    oneOf('erasure_basis_words', table.basis, ERASURE_BASES),
    check('erasure_says_why', sql`length(btrim(${table.reason})) between 10 and 600 and length(${table.ticket}) <= 40`),
    index('erasure_request_by_child').on(table.beneficiaryId),
  ],
);

/** Two people agree, each once; one refusal ends it. */
export const erasureDecision = pgTable(
  'erasure_decision',
  {
    id: identity(),
    requestId: ref('request_id')
      .notNull()
      .references(() => erasureRequest.id),
    decidedBy: by('decided_by'),
    decision: text({ enum: ['agreed', 'refused'] }).notNull(),
    reason: text().notNull(),
    decidedAt: clockTime('decided_at').notNull().default(now),
  },
  (table) => [
    unique('erasure_decided_once').on(table.requestId, table.decidedBy),
    oneOf('erasure_decision_words', table.decision, ['agreed', 'refused']),
    check('erasure_decision_has_reason', sql`length(btrim(${table.reason})) between 3 and 600`),
  ],
);

/** It was done: what the certificate says. Only close_erasure() writes here, for the vault's process alone. */
export const erasure = pgTable('erasure', {
  requestId: ref('request_id')
    .primaryKey()
    .references(() => erasureRequest.id),
  executedBy: by('executed_by'),
  erasedAt: clockTime('erased_at').notNull().default(now),
  /** How many sealed values and tokens of the index were deleted, and the key with its wrapping's version. */
  valuesGone: integer('values_gone').notNull(),
  tokensGone: integer('tokens_gone').notNull(),
  dataKey: integer('data_key'),
  kekVersion: integer('kek_version'),
  /** From this legal day no backup is kept that was made before, by policy ER-1. */
  backupsGoneOn: legalDay('backups_gone_on').notNull(),
  /** The line of the register as it was signed, and the key it is verified by. */
  registerLine: text('register_line').notNull(),
  signature: text().notNull(),
  publicKey: text('public_key').notNull(),
});
