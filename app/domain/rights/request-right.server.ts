import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Item } from '../reveals/reveal';
import type { Asker, Proof, RightKind } from './right';

export interface RightRequest {
  key: string;
  code: string;
  kind: RightKind;
  asker: Asker;
  proof: Proof;
  /** The legal day on which it came in. */
  receivedOn: string;
  /** What is to be put right: one of the two, and none where all of it is to be seen. */
  item: Item | null;
  record: string | null;
  statement: string;
}

/**
 * Records that somebody uses a right of a child. Its answer is due by policy RQ-1 as it was on that day. Throws NotFound
 * (RQ009) for a child that is not the actor's; RQ004 for a day that lies ahead; RQ005 for what is no record of the child.
 */
export async function requestRight(tx: Tx, actor: Actor, input: RightRequest): Promise<{ reference: string }> {
  demand(actor, 'rights.record');
  return once(tx, actor, { key: input.key, action: 'rights.requested', request: input }, async () => {
    const { rows } = await tx.execute<{ reference: string }>(sql`
      select request_right(${input.kind}, ${input.code}, ${input.asker}, ${input.proof}, ${input.receivedOn}::date,
        ${input.item}, ${input.record}, ${input.statement}) as reference`);
    return { reference: rows[0]?.reference ?? '' };
  });
}
