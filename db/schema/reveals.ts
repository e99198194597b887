import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { clockTime, identity, oneOf, ref } from './columns';

const by = (name: string) =>
  ref(name)
    .notNull()
    .references(() => person.id);

const ofRequest = () =>
  ref('request_id')
    .notNull()
    .references(() => revealRequest.id);

const now = sql`clock_timestamp()`;

export const REVEAL_ITEMS = ['name', 'birth_date', 'address', 'contact', 'guardian'] as const;
export const REVEAL_PURPOSES = ['sealed_filing', 'bank_check', 'emergency', 'care', 'own_request', 'rights'] as const;

/** A person asks to see one item of a child's identity. What is seen never stands here. */
export const revealRequest = pgTable(
  'reveal_request',
  {
    id: identity(),
    reference: text().notNull().unique(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    /** agreed: a second person decides first. emergency: opens at once, and is ratified afterwards. */
    path: text({ enum: ['agreed', 'emergency'] }).notNull(),
    item: text({ enum: REVEAL_ITEMS }).notNull(),
    purpose: text({ enum: REVEAL_PURPOSES }).notNull(),
    reason: text().notNull(),
    /** The court's order or the ticket it is for; empty where there is none. */
    ticket: text().notNull(),
    requestedBy: by('requested_by'),
    askedOf: ref('asked_of').references(() => person.id),
    requestedAt: clockTime('requested_at').notNull().default(now),
    /** Until then it can be agreed to; an emergency is open until then. */
    expiresAt: clockTime('expires_at').notNull(),
  },
  (table) => [
    oneOf('reveal_path_words', table.path, ['agreed', 'emergency']),
    oneOf('reveal_item_words', table.item, REVEAL_ITEMS),
    oneOf('reveal_purpose_words', table.purpose, REVEAL_PURPOSES),
    check('reveal_says_why', sql`length(btrim(${table.reason})) between 10 and 600 and length(${table.ticket}) <= 40`),
    check('reveal_second_person', sql`(${table.path} = 'agreed') = (${table.askedOf} is not null)`),
    check('reveal_not_of_oneself', sql`${table.askedOf} is distinct from ${table.requestedBy}`),
    check('reveal_emergency_is_contact', sql`${table.path} = 'agreed' or ${table.item} = 'contact'`),
    index('reveal_by_person').on(table.requestedBy, table.requestedAt),
  ],
);

/** The second person's answer; for an emergency, the ratification. */
export const revealDecision = pgTable(
  'reveal_decision',
  {
    requestId: ofRequest().primaryKey(),
    decidedBy: by('decided_by'),
    decision: text({ enum: ['agreed', 'refused'] }).notNull(),
    reason: text().notNull(),
    decidedAt: clockTime('decided_at').notNull().default(now),
    /** Ten minutes later, by the database's clock; none for a refusal and for an emergency, which was open before. */
    openUntil: clockTime('open_until'),
  },
  (table) => [
    oneOf('reveal_decision_words', table.decision, ['agreed', 'refused']),
    check('reveal_decision_has_reason', sql`length(btrim(${table.reason})) between 3 and 600`),
  ],
);

/** Each time the item left the vault. Only open_reveal() writes here, for the vault's process alone. */
export const revealOpening = pgTable(
  'reveal_opening',
  {
    id: identity(),
    requestId: ofRequest(),
    personId: by('person_id'),
    openedAt: clockTime('opened_at').notNull().default(now),
  },
  (table) => [index('reveal_opening_by_person').on(table.personId, table.openedAt)],
);

/** Hidden by who asked, before the ten minutes were over. */
export const revealClosing = pgTable('reveal_closing', {
  requestId: ofRequest().primaryKey(),
  closedBy: by('closed_by'),
  closedAt: clockTime('closed_at').notNull().default(now),
});

/** The auditor's look at it afterwards. */
export const revealReview = pgTable(
  'reveal_review',
  {
    requestId: ofRequest().primaryKey(),
    reviewedBy: by('reviewed_by'),
    finding: text({ enum: ['in_order', 'not_in_order'] }).notNull(),
    note: text().notNull(),
    reviewedAt: clockTime('reviewed_at').notNull().default(now),
  },
  (table) => [
    oneOf('reveal_finding_words', table.finding, ['in_order', 'not_in_order']),
    check('reveal_review_has_note', sql`length(btrim(${table.note})) between 3 and 600`),
  ],
);
