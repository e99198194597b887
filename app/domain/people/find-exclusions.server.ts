import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Role } from '~/access/roles';

/** Which two roles one person does not hold, or not on the same trust, and why: as the database refuses them. */
export async function findExclusions(
  tx: Tx,
): Promise<Array<{ one: Role; other: Role; sameTrust: boolean; why: string }>> {
  const { rows } = await tx.execute<{ one: Role; other: Role; same_trust: boolean; why: string }>(
    sql`select * from role_exclusions()`,
  );
  return rows.map(({ same_trust: sameTrust, ...row }) => ({ ...row, sameTrust }));
}
