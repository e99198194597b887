import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type ApprovalSignature, signatureProblem } from '~/access/approval-signature';

interface Given extends Record<string, unknown> {
  request_hash: string;
  person_id: string;
  for_person_id: string | null;
  nonce: string | null;
  credential_id: string;
  public_key: string;
  origin: string;
  authenticator_data: string;
  client_data: string;
  signature: string;
  key_on_file: string | null;
}

/**
 * Of the approvals behind a period's payments, how many there are and how many are signed by a passkey of who gave them. Each
 * signature is checked: a row that was put there signs nothing.
 */
export async function countSignedApprovals(
  tx: Tx,
  period: { trustId: number; fromOn: string; throughOn: string },
): Promise<{ given: number; signed: number }> {
  const { rows } = await tx.execute<Given>(
    sql`select * from consistency.approvals_of_payments(${period.trustId}, ${period.fromOn}, ${period.throughOn})`,
  );
  return { given: rows.length, signed: rows.filter(isSigned).length };
}

function isSigned(row: Given): boolean {
  if (row.nonce === null || row.key_on_file === null) return false;
  const approved = {
    requestHash: row.request_hash,
    personId: Number(row.person_id),
    forPersonId: row.for_person_id === null ? null : Number(row.for_person_id),
  };
  const signed: ApprovalSignature = {
    nonce: row.nonce,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    origin: row.origin,
    authenticatorData: row.authenticator_data,
    clientData: row.client_data,
    signature: row.signature,
  };
  return signatureProblem(approved, signed, new Map([[row.credential_id, row.key_on_file]])) === null;
}
