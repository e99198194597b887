import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';

export interface RestrictRecordInput {
  key: string;
  type: 'trust' | 'beneficiary';
  code: string;
  reason: string;
  untilOn: string;
  /** Who sees it besides the actor and, of a trust, its trustees in office. */
  people: number[];
}

/**
 * Restricts a trust with its books, or the care records of a child, to named people until a day; the database writes the
 * audit event. Throws database refusals RR001 (not who may, or no such record), RR002 (the day), SI002.
 */
export async function restrictRecord(tx: Tx, actor: Actor, input: RestrictRecordInput): Promise<{ id: string }> {
  demand(actor, 'restriction.keep');
  return once(tx, actor, { key: input.key, action: 'record.restricted', request: input }, async () => {
    const people = `{${input.people.join(',')}}`;
    const { rows } = await tx.execute<{ id: string }>(
      sql`select restrict_record(${input.type}, ${input.code}, ${input.reason}, ${input.untilOn}::date, ${people}::bigint[]) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
