import { jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { decimal, identity, legalDay, ref } from './columns';
import { trust } from './trusts';

/** A custodian's statement, by the last four digits of the account, with the payments it does not show yet. */
export const bankStatement = pgTable(
  'bank_statement',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    accountEnding: text('account_ending').notNull(),
    statementOn: legalDay('statement_on').notNull(),
    closingBalance: decimal('closing_balance').notNull(),
    outstanding: jsonb().notNull().$type<Array<{ reference: string; amount: string }>>(),
  },
  (table) => [unique().on(table.trustId, table.accountEnding, table.statementOn)],
);
