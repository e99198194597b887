import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

/** Of the approvals behind a period's payments, how many there are and how many their approvers' passkeys have signed. */
export async function countSignedApprovals(
  tx: Tx,
  period: { trustId: number; fromOn: string; throughOn: string },
): Promise<{ given: number; signed: number }> {
  const { rows } = await tx.execute<{ given: number; signed: number }>(
    sql`select given, signed from consistency.approvals_signed(${period.trustId}, ${period.fromOn}, ${period.throughOn})`,
  );
  return rows[0] ?? { given: 0, signed: 0 };
}
