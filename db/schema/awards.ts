import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { beneficiary } from './beneficiaries';
import { decimal, identity, legalDay, oneOf, ref } from './columns';
import { trust } from './trusts';

export const courtCase = pgTable('court_case', {
  id: identity(),
  docket: text().notNull().unique(),
  courtName: text('court_name').notNull(),
  /** The short name on screens: "Case ZZZ-0001". */
  shortName: text('short_name').notNull(),
});

/** A defendant as a number within the case; names stay with the court. */
export const defendant = pgTable(
  'defendant',
  {
    id: identity(),
    caseId: ref('case_id')
      .notNull()
      .references(() => courtCase.id),
    sequence: integer().notNull(),
  },
  (table) => [unique().on(table.caseId, table.sequence)],
);

/** A restitution order. It is never edited: an amendment is the next version (18 USC 3664(o)). */
export const restitutionOrder = pgTable(
  'restitution_order',
  {
    id: identity(),
    caseId: ref('case_id')
      .notNull()
      .references(() => courtCase.id),
    version: integer().notNull(),
    enteredOn: legalDay('entered_on').notNull(),
  },
  (table) => [unique().on(table.caseId, table.version)],
);

/** What the court ordered for one beneficiary under one order. */
export const award = pgTable(
  'award',
  {
    id: identity(),
    reference: text().notNull().unique(),
    orderId: ref('order_id')
      .notNull()
      .references(() => restitutionOrder.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    basis: text().notNull(),
    lossFound: decimal('loss_found').notNull(),
    /** Applied before the books came here. */
    appliedBefore: decimal('applied_before').notNull().default(sql`0`),
  },
  (table) => [
    unique().on(table.orderId, table.beneficiaryId),
    check('award_amounts', sql`${table.lossFound} > 0 and ${table.appliedBefore} between 0 and ${table.lossFound}`),
  ],
);

/** How far one defendant answers for an award; joint and several up to the cap (United States v. Salti, 10th Cir. 2023). */
export const obligation = pgTable(
  'obligation',
  {
    id: identity(),
    awardId: ref('award_id')
      .notNull()
      .references(() => award.id),
    defendantId: ref('defendant_id')
      .notNull()
      .references(() => defendant.id),
    liability: text({ enum: ['joint_several', 'several'] }).notNull(),
    cap: decimal('cap').notNull(),
  },
  (table) => [
    unique().on(table.awardId, table.defendantId),
    check('obligation_cap_above_zero', sql`${table.cap} > 0`),
    oneOf('obligation_liability_words', table.liability, ['joint_several', 'several']),
  ],
);
