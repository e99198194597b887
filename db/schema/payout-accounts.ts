import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person } from './access';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';
import { provider } from './providers';

const PAYOUT_REASONS = ['first', 'bank_changed', 'name_changed', 'mistake'] as const;
const NUMBER_SOURCES = ['contract', 'vetting', 'invoice'] as const;
const PAYOUT_PROOFS = ['bank_letter', 'bank_confirmed'] as const;
const STOP_REASONS = ['not_confirmed', 'doubt', 'withdrawn'] as const;

/**
 * An account a provider asks to be paid on, in versions. Whose it is and its number lie in the vault; here stand the last
 * four characters, by which people tell two of them apart. Only ask_payout_account() writes here.
 */
export const payoutAccount = pgTable(
  'payout_account',
  {
    id: identity(),
    providerId: ref('provider_id')
      .notNull()
      .references(() => provider.id),
    version: integer().notNull(),
    ending: text().notNull(),
    reason: text({ enum: PAYOUT_REASONS }).notNull(),
    /** Empty for what the installation began with. */
    askedBy: ref('asked_by').references(() => person.id),
    askedAt: clockTime('asked_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('payout_account_version').on(table.providerId, table.version),
    check('payout_account_ending', sql`${table.ending} ~ '^[0-9A-Z]{4}$'`),
    oneOf('payout_account_reasons', table.reason, PAYOUT_REASONS),
  ],
);

const STEPS = ['called_back', 'agreed', 'stopped'] as const;

/** What became of it, each with who did it; each at most once. */
export const payoutAccountStep = pgTable(
  'payout_account_step',
  {
    id: identity(),
    accountId: ref('account_id')
      .notNull()
      .references(() => payoutAccount.id),
    step: text({ enum: STEPS }).notNull(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    at: clockTime('at').notNull().default(sql`clock_timestamp()`),
    /** Of a call: where the number stood before anybody asked, since when, and whether the provider confirmed. */
    numberFrom: text('number_from', { enum: NUMBER_SOURCES }),
    onFileSince: legalDay('on_file_since'),
    confirmed: boolean(),
    /** Of the agreement: what a second channel said, and from when on the account is paid. */
    proof: text({ enum: PAYOUT_PROOFS }),
    inForceFrom: clockTime('in_force_from'),
    /** Of a stop. */
    why: text({ enum: STOP_REASONS }),
  },
  (table) => [
    unique('payout_account_step_once').on(table.accountId, table.step),
    index('payout_account_in_force').on(table.inForceFrom),
    oneOf('payout_account_steps', table.step, STEPS),
    oneOf('payout_account_number_sources', table.numberFrom, NUMBER_SOURCES),
    oneOf('payout_account_proofs', table.proof, PAYOUT_PROOFS),
    oneOf('payout_account_stops', table.why, STOP_REASONS),
    check(
      'payout_account_called',
      sql`(${table.step} = 'called_back') = (${table.numberFrom} is not null and ${table.onFileSince} is not null and ${table.confirmed} is not null)`,
    ),
    check(
      'payout_account_agreed',
      sql`(${table.step} = 'agreed') = (${table.proof} is not null and ${table.inForceFrom} is not null)`,
    ),
    check('payout_account_stopped', sql`(${table.step} = 'stopped') = (${table.why} is not null)`),
  ],
);
