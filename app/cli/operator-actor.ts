import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';

/** The person of the operator's commands, as the signed context knows them. */
export async function operatorActor(tx: Tx): Promise<Actor> {
  const { rows } = await tx.execute<{ id: string }>(sql`select sec.person() as id`);
  return { personId: Number(rows[0]?.id), name: 'Operator', roles: ['operator'] };
}
