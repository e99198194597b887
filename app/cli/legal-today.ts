import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

/** Today's legal day, as the database counts it. */
export async function legalToday(tx: Tx): Promise<string> {
  const { rows } = await tx.execute<{ today: string }>(sql`select legal_today()::text as today`);
  return rows[0]?.today ?? '';
}
