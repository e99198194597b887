import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Answer, Condition, WallMoment } from './incident';

export interface AssessInput extends Record<Condition, Answer>, Record<`${Condition}Why`, string> {
  key: string;
  reference: string;
  /** When it was known or reasonably believed. */
  believed: WallMoment;
  subjects: number | null;
  codes: string[];
}

/**
 * Says what was found of the three conditions; counts from now on instead of what was said before. Throws NotFound (BR009),
 * BR001 (ahead of the clock), BR002 (before the discovery), BR004 (a code not known here), SI002.
 */
export async function assessIncident(tx: Tx, actor: Actor, input: AssessInput): Promise<{ reference: string }> {
  demand(actor, 'incident.keep');
  return once(tx, actor, { key: input.key, action: 'incident.assessed', request: input }, async () => {
    const { day, time, zone } = input.believed;
    await tx.execute(sql`select assess_incident(${input.reference}, ${day}::date, ${time}::time, ${zone},
      ${input.sensitive}, ${input.sensitiveWhy}, ${input.acquired}, ${input.acquiredWhy}, ${input.harm}, ${input.harmWhy},
      ${input.subjects}::int, ${sql.param(input.codes)}::text[])`);
    return { reference: input.reference };
  });
}
