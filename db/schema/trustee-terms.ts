import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { trust } from './trusts';

/**
 * A trustee's term in office: to whom it was given, by what authority, and for which days (UTC 704). It gives authority once
 * it is accepted, from the later of that day and its first, until it ends (UTC 701, 705-707). The steps below say what became
 * of it; what every query asks of that stands here, kept by keep_term().
 */
export const trusteeTerm = pgTable(
  'trustee_term',
  {
    id: identity(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    startsOn: legalDay('starts_on').notNull(),
    /** The last day: as appointed, or earlier by a step. Before the first day where the term ended before it began. */
    endsOn: legalDay('ends_on'),
    /** What appoints: a court's order, or a clause of the instrument. */
    authority: text({ enum: ['order', 'instrument'] }).notNull(),
    /** Where it stands: "Order of Mar 2, 2026, ECF 41", "Instrument, section 4(b)". */
    authorityReference: text('authority_reference').notNull(),
    reason: text().notNull().default(''),
    /** Who recorded the appointment: empty for what the installation began with. */
    appointedBy: ref('appointed_by').references(() => person.id),
    appointedAt: clockTime('appointed_at').notNull().default(sql`clock_timestamp()`),
    acceptedOn: legalDay('accepted_on'),
    declinedOn: legalDay('declined_on'),
    /** Where it ended at once and not after its last day. */
    endedAt: clockTime('ended_at'),
  },
  (table) => [
    check(
      'trustee_term_order',
      sql`${table.endsOn} is null or ${table.endsOn} >= ${table.startsOn} or ${table.endedAt} is not null`,
    ),
    oneOf('trustee_term_authority_words', table.authority, ['order', 'instrument']),
    check('trustee_term_authority_said', sql`length(btrim(${table.authorityReference})) between 3 and 200`),
    check('trustee_term_reason', sql`length(${table.reason}) <= 600`),
    check('trustee_term_answered_once', sql`${table.acceptedOn} is null or ${table.declinedOn} is null`),
    index('trustee_term_by_trust').on(table.trustId),
    index('trustee_term_by_person').on(table.personId),
  ],
);

const STEPS = ['accepted', 'declined', 'ended', 'ended_at_once', 'notice_given', 'delivered'] as const;
const ENDINGS = ['', 'withdrawn', 'resignation', 'resignation_allowed', 'removal', 'instrument', 'death'] as const;

/** What became of a term, each with who recorded it. An end that is set ahead may be brought forward; the rest is once. */
export const trusteeTermStep = pgTable(
  'trustee_term_step',
  {
    id: identity(),
    termId: ref('term_id')
      .notNull()
      .references(() => trusteeTerm.id),
    step: text({ enum: STEPS }).notNull(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    /** The day of it: of acceptance, the last day in office, the day on which notice was given or property handed over. */
    onDay: legalDay('on_day').notNull(),
    /** Of an end, what ended it. */
    kind: text({ enum: ENDINGS }).notNull().default(''),
    /** Of an end, the order or clause. */
    reference: text().notNull().default(''),
    /** Why it was declined or ended, how notice was given, to whom property was handed over. */
    words: text().notNull().default(''),
    at: clockTime('at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    uniqueIndex('trustee_term_step_once').on(table.termId, table.step).where(sql`${table.step} <> 'ended'`),
    oneOf('trustee_term_step_words', table.step, STEPS),
    oneOf('trustee_term_step_kinds', table.kind, ENDINGS),
    check('trustee_term_step_kind', sql`(${table.kind} <> '') = (${table.step} in ('ended', 'ended_at_once'))`),
    check(
      'trustee_term_step_reference',
      sql`length(${table.reference}) <= 200 and (${table.kind} not in ('removal', 'resignation_allowed', 'instrument') or length(btrim(${table.reference})) >= 3)`,
    ),
    check('trustee_term_step_said', sql`${table.step} = 'accepted' or length(btrim(${table.words})) between 3 and 600`),
  ],
);
