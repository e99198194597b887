import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getAccounting } from './get-accounting.server';

/** Exports of one person are counted one after the other, so that many at once are not each the last allowed. */
const LOCK_OF_EXPORTS = 7004;

/**
 * Hands out a copy of an accounting as a file, once it is in the trail who took it: the number of the copy stands in the
 * file. Throws NotFound; Refusal 'export.often' past the copies of a day (policy EX-1).
 */
export async function exportAccounting(
  tx: Tx,
  actor: Actor,
  input: { reference: string; format: string },
  today: string,
) {
  demand(actor, 'accounting.read');
  const account = await getAccounting(tx, input.reference);
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_OF_EXPORTS}, ${actor.personId}::int)`);
  const { rows } = await tx.execute<{ allowed: boolean }>(sql`
    select count(*) < policy_value('EX-1', 'most_a_day', ${today}::date)::int as allowed from audit_event
     where person_id = ${actor.personId} and action = 'accounting.exported' and at > clock_timestamp() - interval '1 day'`);
  if (!rows[0]?.allowed)
    throw new Refusal(
      'export.often',
      'You took too many copies within a day. Nothing was written. Read it on the screen.',
    );
  const numbered = await tx.execute<{ number: string }>(sql`select next_reference('X', ${today}::date) as number`);
  const number = numbered.rows[0]?.number as string;
  await recordAuditEvent(tx, {
    action: 'accounting.exported',
    recordType: 'accounting',
    recordRef: account.reference,
    trustId: account.trustId,
    facts: { format: input.format, copy: number },
  });
  return { account, number };
}
