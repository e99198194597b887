import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';

export interface CloseCheck {
  /** What must be true: "Entries balance in each part". */
  title: string;
  holds: boolean;
}

/** Every standing check with whether it holds in a trust now, in the order of their numbers. Reads the trust's whole book. */
export async function findCloseChecks(tx: Tx, actor: Actor, trustId: number): Promise<CloseCheck[]> {
  demand(actor, 'period.close');
  const { rows } = await tx.execute<{ title: string; holds: boolean }>(
    sql`select title, holds from close_checks(${trustId})`,
  );
  return rows;
}
