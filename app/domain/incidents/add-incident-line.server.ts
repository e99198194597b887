import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { LineKind, WallMoment } from './incident';

export interface LineInput {
  key: string;
  reference: string;
  kind: LineKind;
  happened: WallMoment;
  what: string;
  /** What proves a notice; a step may have none. */
  evidence: string;
  /** The line that was wrong. */
  replaces: number | null;
}

/**
 * Adds what was done, or what was told to whom. Throws NotFound (BR009), BR001 (ahead of the clock), BR002 (before the
 * discovery), BR003 (no such line to replace), 'database.incident_line_replaced_once'.
 */
export async function addIncidentLine(tx: Tx, actor: Actor, input: LineInput): Promise<{ reference: string }> {
  demand(actor, 'incident.keep');
  return once(tx, actor, { key: input.key, action: 'incident.line-added', request: input }, async () => {
    const { day, time, zone } = input.happened;
    await tx.execute(sql`select add_incident_line(${input.reference}, ${input.kind}, ${day}::date, ${time}::time, ${zone},
      ${input.what}, ${input.evidence}, ${input.replaces}::bigint)`);
    return { reference: input.reference };
  });
}
