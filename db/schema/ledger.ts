import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, decimal, identity, legalDay, oneOf, ref } from './columns';
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

/** What happened, once, for ever: only post_journal_entry() writes here. */
export const journalEntry = pgTable(
  'journal_entry',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    kind: text().notNull(),
    /** The legal day it happened. */
    occurredOn: legalDay('occurred_on').notNull(),
    /** When the books learned of it. */
    recordedAt: clockTime('recorded_at').notNull().default(sql`clock_timestamp()`),
    recordedBy: ref('recorded_by')
      .notNull()
      .references(() => person.id),
    description: text().notNull(),
    party: text().notNull(),
    category: text().notNull(),
    reference: text().notNull(),
    /** What it came from, once: "import" and "fee:V-0310F", "payment" and "P-9001". */
    sourceType: text('source_type').notNull(),
    sourceRef: text('source_ref').notNull(),
    /** SHA-256 of the source as it was brought, so that a second coming with other figures is seen. */
    sourceDigest: text('source_digest').notNull(),
    reversesId: ref('reverses_id'),
    key: uuid().notNull().default(sql`gen_random_uuid()`),
  },
  (table) => [
    unique('source_posts_once').on(table.trustId, table.sourceType, table.sourceRef),
    unique('reversed_once').on(table.reversesId),
    unique('entry_of_trust').on(table.trustId, table.id),
    foreignKey({
      columns: [table.trustId, table.reversesId],
      foreignColumns: [table.trustId, table.id],
    }),
    index('journal_entry_by_day').on(table.trustId, table.occurredOn, table.id),
  ],
);

/** One side of an entry. Charges to the account are positive, discharges negative; an entry sums to zero in each part. */
export const posting = pgTable(
  'posting',
  {
    id: identity(),
    entryId: ref('entry_id').notNull(),
    trustId: ref('trust_id').notNull(),
    accountId: ref('account_id').notNull(),
    subaccountId: ref('subaccount_id').notNull(),
    part: text({ enum: ['principal', 'income'] }).notNull(),
    /** In the trust's base currency, at carrying value. */
    amount: decimal('amount').notNull(),
    lotId: ref('lot_id'),
    /** Face or foreign units of the lot; none on cash. */
    units: decimal('units'),
  },
  (table) => [
    foreignKey({
      columns: [table.trustId, table.entryId],
      foreignColumns: [journalEntry.trustId, journalEntry.id],
    }),
    foreignKey({
      columns: [table.trustId, table.accountId],
      foreignColumns: [account.trustId, account.id],
    }),
    foreignKey({
      columns: [table.trustId, table.subaccountId],
      foreignColumns: [subaccount.trustId, subaccount.id],
    }),
    foreignKey({
      columns: [table.trustId, table.lotId],
      foreignColumns: [lot.trustId, lot.id],
    }),
    index('posting_by_entry').on(table.entryId),
    index('posting_by_account').on(table.accountId, table.entryId),
    check('posting_not_zero', sql`${table.amount} <> 0`),
    check('posting_units_with_lot', sql`(${table.lotId} is null) = (${table.units} is null)`),
    oneOf('posting_part_words', table.part, ['principal', 'income']),
  ],
);

/** Cash set aside in a sub-account: for an approved payment, or a clerk's share still under the threshold. */
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
    endedAt: clockTime('ended_at'),
    ending: text({ enum: ['settled', 'voided'] }),
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
    oneOf('hold_ending_words', table.ending, ['settled', 'voided']),
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
