import { sql } from 'drizzle-orm';
import { bigint, check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { decimal, fingerprint, legalDay, ref } from './columns';
import { account } from './ledger';
import { trust } from './trusts';

/** A trust's entries in the order of their numbers, each bound to all before it (db/README.md says how). */
export const chainLink = pgTable(
  'chain_link',
  {
    trustId: ref('trust_id').notNull(),
    /** From 1, without a gap. */
    place: bigint({ mode: 'number' }).notNull(),
    entryId: ref('entry_id').notNull().unique(),
    hash: fingerprint('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.trustId, table.place] }),
    check('chain_link_whole', sql`octet_length(${table.hash}) = 32 and ${table.place} > 0`),
  ],
);

/** How far a trust's chain reaches. Entries above `entryId` are not linked yet. */
export const chainHead = pgTable('chain_head', {
  trustId: ref('trust_id')
    .primaryKey()
    .references(() => trust.id),
  length: bigint({ mode: 'number' }).notNull(),
  entryId: ref('entry_id').notNull(),
  hash: fingerprint('hash').notNull(),
});

/** What the linked entries of a month moved on an account, so that a balance of any day is a short sum. */
export const accountMonth = pgTable(
  'account_month',
  {
    trustId: ref('trust_id').notNull(),
    accountId: ref('account_id')
      .notNull()
      .references(() => account.id),
    part: text({ enum: ['principal', 'income'] }).notNull(),
    /** Its first day. */
    month: legalDay('month').notNull(),
    moved: decimal('moved').notNull(),
  },
  (table) => [primaryKey({ columns: [table.trustId, table.accountId, table.part, table.month] })],
);
