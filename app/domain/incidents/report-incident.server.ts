import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { IncidentKind, WallMoment } from './incident';

export interface ReportInput {
  key: string;
  kind: IncidentKind;
  discovered: WallMoment;
  what: string;
  /** Of children it may concern, as far as the reporter knows them. */
  codes: string[];
}

/** Says that something may have happened; its clock begins. Throws BR001 (ahead of the clock), BR004 (a code not known here). */
export async function reportIncident(tx: Tx, actor: Actor, input: ReportInput): Promise<{ reference: string }> {
  demand(actor, 'incident.report');
  return once(tx, actor, { key: input.key, action: 'incident.reported', request: input }, async () => {
    const { day, time, zone } = input.discovered;
    const { rows } = await tx.execute<{ reference: string }>(
      sql`select report_incident(${input.kind}, ${day}::date, ${time}::time, ${zone}, ${input.what}, ${sql.param(input.codes)}::text[]) as reference`,
    );
    return { reference: rows[0]?.reference ?? '' };
  });
}
