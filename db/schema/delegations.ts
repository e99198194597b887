import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person, roleGrant } from './access';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { trust } from './trusts';

/**
 * Powers of an office that one person hands to another for a stated term (UTC 807(a)): a trustee's in one trust, or a
 * supervisor's over their team. It stands once the delegate has accepted and an administrator has agreed.
 */
export const delegation = pgTable(
  'delegation',
  {
    id: identity(),
    delegatorId: ref('delegator_id')
      .notNull()
      .references(() => person.id),
    delegateId: ref('delegate_id')
      .notNull()
      .references(() => person.id),
    role: text({ enum: ['trustee', 'supervisor'] }).notNull(),
    /** The role as the delegator holds it: when this grant ends, so does what rests on it. */
    grantId: ref('grant_id')
      .notNull()
      .references(() => roleGrant.id),
    /** Of a trustee's powers, the trust; a supervisor's are over the team. */
    trustId: ref('trust_id').references(() => trust.id),
    /** Beyond reading: ask: ask for payments. decide: decide on them. review: say of services logged whether they stand. */
    powers: text().array().notNull(),
    startsOn: legalDay('starts_on').notNull(),
    endsOn: legalDay('ends_on').notNull(),
    reason: text().notNull(),
    givenAt: clockTime('given_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    oneOf('delegation_role', table.role, ['trustee', 'supervisor']),
    check('delegation_of_two', sql`${table.delegatorId} <> ${table.delegateId}`),
    check('delegation_reach', sql`(${table.role} = 'trustee') = (${table.trustId} is not null)`),
    check(
      'delegation_powers',
      sql`${table.powers} <@ case ${table.role} when 'trustee' then array['ask', 'decide'] else array['review'] end`,
    ),
    check('delegation_order', sql`${table.endsOn} >= ${table.startsOn}`),
    check('delegation_reason', sql`length(btrim(${table.reason})) between 10 and 600`),
    index('delegation_by_delegate').on(table.delegateId),
  ],
);

/** What became of a delegation: each once, with who did it. */
export const delegationStep = pgTable(
  'delegation_step',
  {
    id: identity(),
    delegationId: ref('delegation_id')
      .notNull()
      .references(() => delegation.id),
    step: text({ enum: ['accepted', 'agreed', 'ended'] }).notNull(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    /** Why it was ended; of the others, none is asked. */
    reason: text().notNull().default(''),
    at: clockTime('at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('delegation_step_once').on(table.delegationId, table.step),
    oneOf('delegation_step_words', table.step, ['accepted', 'agreed', 'ended']),
    check('delegation_step_reason', sql`${table.step} <> 'ended' or length(btrim(${table.reason})) between 3 and 600`),
  ],
);
