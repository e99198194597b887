import { sql } from 'drizzle-orm';
import { check, foreignKey, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, decimal, identity, legalDay, ref } from './columns';
import { disbursement } from './disbursements';
import { journalEntry } from './ledger';

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
