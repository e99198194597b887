import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { clockTime, decimal, identity, legalDay, oneOf, ref } from './columns';

export const trust = pgTable(
  'trust',
  {
    id: identity(),
    code: text().notNull().unique(),
    courtName: text('court_name').notNull(),
    docket: text().notNull(),
    /** The zone whose calendar decides the posting period. */
    homeZone: text('home_zone').notNull().default('America/New_York'),
    baseCurrency: text('base_currency').notNull().default('USD'),
    /** The trust's first day in these books. */
    openedOn: legalDay('opened_on').notNull(),
    /** Accounts filed before the books came here: the next one is this plus one. */
    priorAccounts: integer('prior_accounts').notNull().default(0),
    /** How carrying value leaves a holding that was bought in several lots. */
    lotPolicy: text('lot_policy', { enum: ['average', 'fifo'] })
      .notNull()
      .default('average'),
    /**
     * Through which day the books are shut: closed by the trustees, or accounted for to the court. The closes and filings say
     * it; shut_books() keeps it here for the ledger's door, which asks at every posting.
     */
    booksShutThrough: legalDay('books_shut_through'),
    /** The section of the instrument that says what the money may be spent on. */
    instrumentSection: text('instrument_section').notNull(),
  },
  (table) => [
    check('trust_code_shape', sql`${table.code} ~ '^T-[0-9]{4,}$'`),
    check('trust_currency_shape', sql`${table.baseCurrency} ~ '^[A-Z]{3}$'`),
    check('trust_prior_accounts', sql`${table.priorAccounts} >= 0`),
    oneOf('trust_lot_policy_words', table.lotPolicy, ['average', 'fifo']),
  ],
);

/** A docket that a chambers' or clerk's account may read, until it ends. */
export const courtSeat = pgTable(
  'court_seat',
  {
    id: identity(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    docket: text().notNull(),
    /** Who gave it and why; empty for what the operator lays down. */
    givenBy: ref('given_by').references(() => person.id),
    reason: text().notNull().default(''),
    givenAt: clockTime('given_at').notNull().default(sql`clock_timestamp()`),
    endedAt: clockTime('ended_at'),
    endedBy: ref('ended_by').references(() => person.id),
    endReason: text('end_reason'),
  },
  (table) => [uniqueIndex('seated_once').on(table.personId, table.docket).where(sql`${table.endedAt} is null`)],
);

/**
 * A beneficiary's sub-account in a trust: what is theirs of the pooled cash (UTC 810).
 * `posted` is the sum of its cash postings, `held` of its standing holds; only the ledger's functions write them,
 * and the floor holds at every statement: never below zero, never below what is held.
 */
export const subaccount = pgTable(
  'subaccount',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    posted: decimal('posted').notNull().default(sql`0`),
    held: decimal('held').notNull().default(sql`0`),
  },
  (table) => [
    unique().on(table.trustId, table.beneficiaryId),
    unique('subaccount_of_trust').on(table.trustId, table.id),
    check('subaccount_floor', sql`${table.held} >= 0 and ${table.posted} >= ${table.held}`),
  ],
);
