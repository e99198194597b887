import { sql } from 'drizzle-orm';
import { check, foreignKey, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, decimal, identity, legalDay, oneOf, ref } from './columns';
import { disbursement } from './disbursements';
import { journalEntry } from './ledger';
import { payoutAccount } from './payout-accounts';

/** The payment of an approved request, with the bank's own reference. Only record_payment() writes here. */
export const payment = pgTable(
  'payment',
  {
    id: identity(),
    reference: text().notNull().unique(),
    trustId: ref('trust_id').notNull(),
    disbursementId: ref('disbursement_id').notNull(),
    amount: decimal('amount').notNull(),
    currency: text().notNull(),
    paidOn: legalDay('paid_on').notNull(),
    bankReference: text('bank_reference').notNull(),
    recordedBy: ref('recorded_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
    entryId: ref('entry_id')
      .notNull()
      .references(() => journalEntry.id),
    /** The provider's account that was in force; none where it was never paid by transfer. */
    payoutAccountId: ref('payout_account_id').references(() => payoutAccount.id),
  },
  (table) => [
    unique('request_paid_once').on(table.disbursementId),
    unique('bank_reference_once').on(table.trustId, table.bankReference),
    foreignKey({
      columns: [table.trustId, table.disbursementId],
      foreignColumns: [disbursement.trustId, disbursement.id],
    }),
    check('payment_above_zero', sql`${table.amount} > 0`),
  ],
);

/** Why a bank sends a payment back: codes of ISO 20022 (ExternalReturnReason1Code) that a payment for care can meet. */
export const RETURN_REASONS = ['AC01', 'AC04', 'AC06', 'AG01', 'BE01', 'BE04', 'CURR', 'RR04', 'NARR'] as const;

/**
 * A payment that the bank sent back, whole: what it kept for that is a charge of its own. Only record_payment_return()
 * writes here.
 */
export const paymentReturn = pgTable(
  'payment_return',
  {
    id: identity(),
    reference: text().notNull().unique(),
    trustId: ref('trust_id').notNull(),
    paymentId: ref('payment_id')
      .notNull()
      .references(() => payment.id),
    reason: text({ enum: RETURN_REASONS }).notNull(),
    returnedOn: legalDay('returned_on').notNull(),
    bankReference: text('bank_reference').notNull(),
    /** What was paid, and so what is back in the sub-account before the charge. */
    amount: decimal('amount').notNull(),
    currency: text().notNull(),
    /** What the bank kept of it; zero if nothing. */
    charge: decimal('charge').notNull(),
    recordedBy: ref('recorded_by')
      .notNull()
      .references(() => person.id),
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
    /** The reversal of the payment's entry. */
    entryId: ref('entry_id')
      .notNull()
      .references(() => journalEntry.id),
    /** The entry of the charge, where there is one. */
    chargeEntryId: ref('charge_entry_id').references(() => journalEntry.id),
  },
  (table) => [
    unique('payment_returned_once').on(table.paymentId),
    unique('return_reference_once').on(table.trustId, table.bankReference),
    oneOf('return_reason_words', table.reason, RETURN_REASONS),
    check('return_charge_within', sql`${table.charge} >= 0 and ${table.charge} < ${table.amount}`),
    check('return_charge_posted', sql`(${table.charge} > 0) = (${table.chargeEntryId} is not null)`),
  ],
);
