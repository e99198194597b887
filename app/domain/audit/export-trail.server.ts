import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type AuditFilter, findEventsForFile } from './find-audit-events.server';
import { isRecordCode, NO_RECORD_CODE } from './record-code';
import { takeCopy } from './take-copy.server';

/**
 * Hands out the entries of the trail that a filter names, as far as the actor sees them, once it is in the trail itself who
 * took which of them. Throws Refusal 'export.large' past the entries of a file (policy EX-2), and what takeCopy does.
 */
export async function exportTrail(
  tx: Tx,
  actor: Actor,
  filter: Omit<AuditFilter, 'before' | 'after'>,
  today: string,
  daysAhead: number,
) {
  demand(actor, 'audit.export');
  if (filter.record !== undefined && !isRecordCode(filter.record))
    throw new Refusal('export.record', `No file was written. ${NO_RECORD_CODE}`);
  const { rows } = await tx.execute<{ most: number }>(
    sql`select policy_value('EX-2', 'most_events', ${today}::date)::int as most`,
  );
  const most = rows[0]?.most ?? 0;
  const { events, more } = await findEventsForFile(tx, filter, daysAhead, most);
  if (more)
    throw new Refusal(
      'export.large',
      `These are more than ${most.toLocaleString('en-US')} entries. Nothing was written. Choose fewer by day, person, record or kind.`,
    );
  const borne = events.length > 0;
  const number = await takeCopy(tx, {
    action: 'trail.exported',
    recordType: 'trail',
    recordRef: 'audit',
    facts: {
      format: 'csv',
      entries: String(events.length),
      ...(filter.personId ? { person: String(filter.personId) } : {}),
      ...(borne && filter.record ? { record: filter.record } : {}),
      ...(borne && filter.action ? { kind: filter.action } : {}),
      ...(filter.from ? { from: filter.from } : {}),
      ...(filter.through ? { through: filter.through } : {}),
    },
  });
  return { number, events };
}
