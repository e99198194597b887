import type { Pool } from 'db/client';

/**
 * Links into each trust's chain what was posted since (db/invariants/26-chain.sql), each trust in a transaction of its own.
 * Without `wait` a trust to which somebody is posting is left for the next time. Nobody need be signed in: nothing is
 * decided or shown. Returns how many trusts had something to link.
 */
export async function linkEntries(pool: Pool, wait: boolean): Promise<number> {
  const { rows } = await pool.query<{ id: string }>('select unlinked_trusts() as id');
  for (const { id } of rows) await pool.query('select link_entries($1, $2)', [id, wait]);
  return rows.length;
}
