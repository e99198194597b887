import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { clockTime, decimal, fingerprint, identity, legalDay, oneOf, ref } from './columns';
import { subaccount, trust } from './trusts';

/** An account of one trust. The code says the kind and the detail: "asset:cash", "distribution:EDU". */
export const account = pgTable(
  'account',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    kind: text({
      enum: ['asset', 'opening', 'receipt', 'gain', 'disbursement', 'loss', 'distribution'],
    }).notNull(),
    code: text().notNull(),
  },
  (table) => [
    unique().on(table.trustId, table.code),
    unique('account_of_trust').on(table.trustId, table.id),
    check('account_code_shape', sql`${table.code} ~ ('^' || ${table.kind} || ':[A-Za-z0-9_.-]+$')`),
    oneOf('account_kind_words', table.kind, [
      'asset',
      'opening',
      'receipt',
      'gain',
      'disbursement',
      'loss',
      'distribution',
    ]),
  ],
);

/** Units of one holding acquired together, at carrying value; `units` and `carrying` are the sums of its postings. */
export const lot = pgTable(
  'lot',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    subaccountId: ref('subaccount_id').notNull(),
    holding: text().notNull(),
    kind: text({ enum: ['security', 'currency'] }).notNull(),
    acquiredOn: legalDay('acquired_on').notNull(),
    description: text().notNull(),
    units: decimal('units').notNull().default(sql`0`),
    carrying: decimal('carrying').notNull().default(sql`0`),
  },
  (table) => [
    unique('lot_of_trust').on(table.trustId, table.id),
    foreignKey({
      columns: [table.trustId, table.subaccountId],
      foreignColumns: [subaccount.trustId, subaccount.id],
    }),
    check('lot_units_never_below_zero', sql`${table.units} >= 0 and ${table.carrying} >= 0`),
    check('lot_empty_carries_nothing', sql`${table.units} > 0 or ${table.carrying} = 0`),
    oneOf('lot_kind_words', table.kind, ['security', 'currency']),
  ],
);

/**
 * What happened, once, for ever: only the ledger's functions write here. Trust, person and reversed entry are no foreign keys:
 * they would lock the trust's one row in each posting. The door asks, 17-references-whole.sql asks again, and no row they
 * name is deleted.
 */
export const journalEntry = pgTable(
  'journal_entry',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    kind: text().notNull(),
    /** The legal day it happened, in the trust's zone. */
    occurredOn: legalDay('occurred_on').notNull(),
    /** Of a late entry: the day, in a period closed since, that it belongs to. */
    concernsOn: legalDay('concerns_on'),
    /** When the books learned of it. */
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
    recordedBy: ref('recorded_by').notNull(),
    description: text().notNull(),
    party: text().notNull(),
    category: text().notNull(),
    reference: text().notNull(),
    /** What it came from, once, and so the entry's idempotency key: "import" and "fee:V-0310F", "payment" and "P-9001". */
    sourceType: text('source_type').notNull(),
    sourceRef: text('source_ref').notNull(),
    /** SHA-256 of the source as it was brought, so that a second coming with other figures is seen. */
    sourceDigest: text('source_digest').notNull(),
    reversesId: ref('reverses_id'),
    /** SHA-256 of the entry's canonical text (db/README.md): what the chain links, and what tells a repeat from another payload. */
    contentSha256: fingerprint('content_sha256').notNull(),
  },
  (table) => [
    unique('source_posts_once').on(table.trustId, table.sourceType, table.sourceRef),
    uniqueIndex('reversed_once').on(table.reversesId).where(sql`${table.reversesId} is not null`),
    unique('entry_of_trust').on(table.trustId, table.id),
    index('journal_entry_by_day').on(table.trustId, table.occurredOn, table.id),
  ],
);

/**
 * One side of an entry. Charges to the account are positive, discharges negative; an entry sums to zero in each part.
 * Amount, part and lot are asked of all rows of a statement at once (check_entries_balance), and nothing it names is ever deleted.
 */
export const posting = pgTable(
  'posting',
  {
    entryId: ref('entry_id').notNull(),
    /** Its place in the entry, from 1. */
    line: smallint().notNull(),
    trustId: ref('trust_id').notNull(),
    accountId: ref('account_id').notNull(),
    subaccountId: ref('subaccount_id').notNull(),
    /** The entry's day, beside the amount for the reports that sum by day. */
    occurredOn: legalDay('occurred_on').notNull(),
    part: text({ enum: ['principal', 'income'] }).notNull(),
    /** In the trust's base currency, at carrying value. */
    amount: decimal('amount').notNull(),
    /** The base currency, or the foreign one that `units` counts. */
    currency: text().notNull(),
    lotId: ref('lot_id'),
    /** Face of a security or amount of foreign money, signed like the amount; none on base-currency sides without a lot. */
    units: decimal('units'),
  },
  (table) => [
    primaryKey({ columns: [table.entryId, table.line] }),
    index('posting_by_account').on(table.accountId, table.occurredOn, table.entryId),
    index('posting_by_subaccount').on(table.subaccountId, table.occurredOn),
    index('posting_by_lot').on(table.lotId).where(sql`${table.lotId} is not null`),
  ],
);

/** Cash set aside in a sub-account: for an approved payment, or a clerk's share still under the threshold. It ends once. */
export const hold = pgTable(
  'hold',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    subaccountId: ref('subaccount_id').notNull(),
    amount: decimal('amount').notNull(),
    reason: text({ enum: ['payment', 'below_threshold'] }).notNull(),
    sourceRef: text('source_ref').notNull(),
    placedAt: clockTime('placed_at').notNull().default(sql`clock_timestamp()`),
    /** After this legal day it may be expired; none for a hold that stands until it is settled or voided. */
    expiresOn: legalDay('expires_on'),
    endedAt: clockTime('ended_at'),
    ending: text({ enum: ['settled', 'voided', 'expired'] }),
    /** What of it was spent; the rest was freed in the same moment. */
    settled: decimal('settled'),
  },
  (table) => [
    unique('hold_source_once').on(table.reason, table.sourceRef),
    foreignKey({
      columns: [table.trustId, table.subaccountId],
      foreignColumns: [subaccount.trustId, subaccount.id],
    }),
    check('hold_above_zero', sql`${table.amount} > 0`),
    check('hold_ended_whole', sql`(${table.endedAt} is null) = (${table.ending} is null)`),
    oneOf('hold_reason_words', table.reason, ['payment', 'below_threshold']),
    check(
      'hold_settled_within',
      sql`(${table.ending} is not distinct from 'settled') = (${table.settled} is not null) and ${table.settled} > 0 and ${table.settled} <= ${table.amount}`,
    ),
    oneOf('hold_ending_words', table.ending, ['settled', 'voided', 'expired']),
  ],
);

/** A market value with its source: an information column of the accounting, never in the equation. */
export const valuation = pgTable(
  'valuation',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    asOf: legalDay('as_of').notNull(),
    holding: text().notNull(),
    units: decimal('units').notNull(),
    marketValue: decimal('market_value').notNull(),
    source: text().notNull(),
  },
  (table) => [
    unique().on(table.trustId, table.holding, table.asOf),
    check('valuation_not_below_zero', sql`${table.units} > 0 and ${table.marketValue} >= 0`),
  ],
);
