import { sql } from 'drizzle-orm';
import { check, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { award, courtCase, defendant } from './awards';
import { clockTime, decimal, identity, legalDay, oneOf, ref } from './columns';
import { journalEntry } from './ledger';
import { trust } from './trusts';

/** A remittance of a clerk of court as it arrived. It is a draft until its allocations exist. */
export const receipt = pgTable(
  'receipt',
  {
    id: identity(),
    reference: text().notNull().unique(),
    caseId: ref('case_id')
      .notNull()
      .references(() => courtCase.id),
    defendantId: ref('defendant_id')
      .notNull()
      .references(() => defendant.id),
    clerkReference: text('clerk_reference').notNull(),
    paidOn: legalDay('paid_on').notNull(),
    amount: decimal('amount').notNull(),
    currency: text().notNull().default('USD'),
    component: text({ enum: ['principal', 'interest'] }).notNull(),
    recordedBy: ref('recorded_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('clerk_reference_once').on(table.caseId, table.clerkReference),
    check('receipt_above_zero', sql`${table.amount} > 0 and ${table.amount} = round(${table.amount}, 2)`),
    oneOf('receipt_component_words', table.component, ['principal', 'interest']),
  ],
);

/** One award's share of a receipt, with the entry that posted it. Written once, never changed. */
export const allocation = pgTable(
  'allocation',
  {
    id: identity(),
    receiptId: ref('receipt_id')
      .notNull()
      .references(() => receipt.id),
    awardId: ref('award_id')
      .notNull()
      .references(() => award.id),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    outstandingBefore: decimal('outstanding_before').notNull(),
    exact: decimal('exact').notNull(),
    centAdded: decimal('cent_added').notNull(),
    amount: decimal('amount').notNull(),
    state: text({ enum: ['applied', 'held_below_threshold'] }).notNull(),
    entryId: ref('entry_id')
      .notNull()
      .references(() => journalEntry.id),
  },
  (table) => [
    unique('award_shares_receipt_once').on(table.receiptId, table.awardId),
    check('allocation_within_award', sql`${table.amount} > 0 and ${table.amount} <= ${table.outstandingBefore}`),
    oneOf('allocation_state_words', table.state, ['applied', 'held_below_threshold']),
  ],
);
