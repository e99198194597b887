import type { Pool } from 'db/client';

/**
 * Frees what holds past their day still set aside (db/invariants/22-holds.sql). Nobody need be signed in: the day decides.
 * Returns how many ended.
 */
export async function expireHolds(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ ended: number }>('select expire_holds() as ended');
  return rows[0]?.ended ?? 0;
}
