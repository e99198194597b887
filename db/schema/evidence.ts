import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, fingerprint, identity, ref } from './columns';
import { trust } from './trusts';

/** A head of a trust's chain that was signed and given away: whoever keeps the file can hold the books to it. */
export const chainAnchor = pgTable(
  'chain_anchor',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    length: bigint({ mode: 'number' }).notNull(),
    /** The newest entry it binds, and that entry's link. */
    entryId: ref('entry_id').notNull(),
    hash: fingerprint('hash').notNull(),
    /** SHA-256 of the public key, in hexadecimal: which key signed, never the key itself. */
    keyId: text('key_id').notNull(),
    writtenBy: ref('written_by')
      .notNull()
      .references(() => person.id),
    /** As the file says it. */
    writtenAt: clockTime('written_at').notNull(),
  },
  (table) => [
    index('chain_anchor_by_trust').on(table.trustId, table.writtenAt),
    check('chain_anchor_whole', sql`octet_length(${table.hash}) = 32 and ${table.length} > 0`),
    check('chain_anchor_key', sql`${table.keyId} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** That the standing checks were asked of all books, and which of them found how much. */
export const verificationRun = pgTable(
  'verification_run',
  {
    id: identity(),
    beganAt: clockTime('began_at').notNull(),
    endedAt: clockTime('ended_at').notNull().default(sql`clock_timestamp()`),
    /** How many were asked. */
    checks: integer().notNull(),
    /** Names of checks and how many rows each found, never what is in a row; empty where all hold. */
    findings: jsonb().notNull().$type<Record<string, number>>(),
  },
  (table) => [
    check('verification_run_order', sql`${table.endedAt} >= ${table.beganAt} and ${table.checks} > 0`),
    check(
      'verification_run_counts',
      sql`jsonb_typeof(${table.findings}) = 'object' and not jsonb_path_exists(${table.findings}, '$.keyvalue() ? (!(@.key like_regex "^[0-9a-z-]{1,60}$") || @.value.type() != "number")')`,
    ),
  ],
);
