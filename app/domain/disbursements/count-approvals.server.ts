import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

export interface ApprovalCount {
  /** Approvals that count today: by who decides now, and from after somebody agreed to the provider's account. */
  valid: number;
  /** Approvals given on the version that stands and not withdrawn, of which some may no longer count. */
  given: number;
}

/** The approvals of a request's version that stands. The database counts them again when it is paid. */
export async function countApprovals(tx: Tx, disbursementId: number): Promise<ApprovalCount> {
  const { rows } = await tx.execute<{ valid: number; given: number }>(sql`
    select count_valid_approvals(d.id) as valid,
      (select count(*)::int from approval a where a.disbursement_id = d.id and a.version = d.version and a.decision = 'approve'
          and not exists (select from approval_withdrawal w where w.approval_id = a.id)) as given
      from disbursement d where d.id = ${disbursementId}`);
  return rows[0] ?? { valid: 0, given: 0 };
}

/** Whether some approvals of a request that is not over no longer count, so that it has to be asked for again. */
export function mustBeAskedAgain(state: string, { valid, given }: ApprovalCount): boolean {
  return (state === 'submitted' || state === 'approved') && valid < given;
}
