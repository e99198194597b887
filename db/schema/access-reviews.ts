import { sql } from 'drizzle-orm';
import { check, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { person, roleGrant } from './access';
import { clockTime, identity, legalDay, oneOf, ref } from './columns';

/** What was decided about a role that a person holds, in the review of one quarter. A role that was ended says so itself. */
export const roleGrantReview = pgTable(
  'role_grant_review',
  {
    id: identity(),
    grantId: ref('grant_id')
      .notNull()
      .references(() => roleGrant.id),
    /** The quarter's first day. */
    quarterOn: legalDay('quarter_on').notNull(),
    decision: text({ enum: ['confirmed', 'ended'] }).notNull(),
    reason: text().notNull(),
    decidedBy: ref('decided_by')
      .notNull()
      .references(() => person.id),
    decidedAt: clockTime('decided_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('role_reviewed_once').on(table.grantId, table.quarterOn),
    oneOf('role_grant_review_decision', table.decision, ['confirmed', 'ended']),
    check('role_grant_review_reason', sql`length(btrim(${table.reason})) between 3 and 600`),
  ],
);
