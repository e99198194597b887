import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

export interface AuditFacts {
  /** "disbursement.approved": noun and past verb. */
  action: string;
  recordType: string;
  /** The record's code, never a name. */
  recordRef: string;
  trustId?: number | undefined;
  beneficiaryId?: number | undefined;
  /** Codes, amounts and states only. */
  facts?: Record<string, string>;
}

/** Writes who did what, in the transaction that does it. The person is the signed context's. */
export async function recordAuditEvent(tx: Tx, event: AuditFacts): Promise<void> {
  await tx.execute(sql`select record_audit_event(${event.action}, ${event.recordType}, ${event.recordRef},
    ${event.trustId ?? null}::bigint, ${event.beneficiaryId ?? null}::bigint, ${JSON.stringify(event.facts ?? {})}::jsonb)`);
}
