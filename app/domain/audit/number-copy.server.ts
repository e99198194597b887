import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { Refusal } from '~/access/refusal';

/** Exports of one person are counted one after the other, so that many at once are not each the last allowed. */
const LOCK_OF_EXPORTS = 7004;

/**
 * The number of a copy that leaves as a file, which the caller writes into the trail with it. Throws Refusal 'export.often'
 * past the copies of a day: `policy` says how many, `action` is what the trail calls them.
 */
export async function numberCopy(
  tx: Tx,
  actor: Actor,
  counted: { policy: 'EX-1' | 'EX-2'; action: string },
  today: string,
): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_OF_EXPORTS}, ${actor.personId}::int)`);
  const { rows } = await tx.execute<{ allowed: boolean }>(sql`
    select count(*) < policy_value(${counted.policy}, 'most_a_day', ${today}::date)::int as allowed from audit_event
     where person_id = ${actor.personId} and action = ${counted.action} and at > clock_timestamp() - interval '1 day'`);
  if (!rows[0]?.allowed)
    throw new Refusal(
      'export.often',
      'You took too many copies within a day. Nothing was written. Read it on the screen.',
    );
  const numbered = await tx.execute<{ number: string }>(sql`select next_reference('X', ${today}::date) as number`);
  return numbered.rows[0]?.number as string;
}
