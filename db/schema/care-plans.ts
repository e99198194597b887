import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { beneficiary } from './beneficiaries';
import { decimal, identity, legalDay, oneOf, ref } from './columns';
import { provider } from './providers';

/** What was promised to a child, version by version. */
export const carePlan = pgTable(
  'care_plan',
  {
    id: identity(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    version: integer().notNull(),
    approvedOn: legalDay('approved_on').notNull(),
    reviewOn: legalDay('review_on').notNull(),
  },
  (table) => [unique().on(table.beneficiaryId, table.version)],
);

export const planItem = pgTable(
  'plan_item',
  {
    id: identity(),
    planId: ref('plan_id')
      .notNull()
      .references(() => carePlan.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    position: integer().notNull(),
    service: text().notNull(),
    providerId: ref('provider_id')
      .notNull()
      .references(() => provider.id),
    unit: text({
      enum: ['session', 'visit', 'term', 'month', 'item'],
    }).notNull(),
    quantity: integer().notNull(),
    until: legalDay('until').notNull(),
  },
  (table) => [
    unique().on(table.planId, table.position),
    check('plan_item_some', sql`${table.quantity} > 0`),
    oneOf('plan_item_unit_words', table.unit, ['session', 'visit', 'term', 'month', 'item']),
  ],
);

/** The agreed price, kept apart from the plan: caseworkers see quantities, never money. */
export const planRate = pgTable(
  'plan_rate',
  {
    planItemId: ref('plan_item_id')
      .primaryKey()
      .references(() => planItem.id),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    unitPrice: decimal('unit_price').notNull(),
    currency: text().notNull().default('USD'),
  },
  (table) => [check('plan_rate_above_zero', sql`${table.unitPrice} > 0`)],
);
