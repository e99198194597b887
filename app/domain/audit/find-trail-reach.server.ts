import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

/** How far the audit trail's chain reaches. It says nothing of what is in it, and whoever may ask is told the same. */
export interface TrailReach {
  length: number;
  /** The newest event's link in hexadecimal; null before the first. */
  hash: string | null;
  /** Events that have no place yet, and since when the first of them waits. */
  waiting: number;
  waitingSince: Date | null;
  /** The newest signed head: up to which place, and when. */
  checkpoint: { length: number; at: Date } | null;
  /** By the database's clock. */
  now: Date;
}

export async function findTrailReach(tx: Tx): Promise<TrailReach> {
  const { rows } = await tx.execute<
    Record<'length' | 'waiting' | 'now', string> & Record<'hash' | 'since' | 'signed' | 'at', string | null>
  >(
    sql`select length, encode(hash, 'hex') as hash, waiting, waiting_since as since, checkpoint_length as signed, checkpoint_at as at,
               clock_timestamp() as now from audit_reach()`,
  );
  const [row] = rows;
  if (!row) throw new Error('the trail did not say how far it reaches');
  const { hash, since, signed, at } = row;
  return {
    length: Number(row.length),
    hash,
    waiting: Number(row.waiting),
    waitingSince: since === null ? null : new Date(since),
    checkpoint: signed === null || at === null ? null : { length: Number(signed), at: new Date(at) },
    now: new Date(row.now),
  };
}
