import type { Tx } from 'db/client';
import { signatureFinding } from './check-trail';
import type { CheckResult } from './run-checks.server';
import { findSignedApprovals } from './stream-trail.server';

/** Whether each signature of an approval is of a passkey of who gave it, and signs what was approved; no nonce twice. */
export async function checkSignatures(tx: Tx, trustId: number | null): Promise<CheckResult> {
  const began = performance.now();
  const rows = (await findSignedApprovals(tx, trustId)).flatMap(signatureFinding);
  return {
    check: 'signatures',
    title: 'Each signature of an approval is of a passkey of who gave it, and signs what was approved',
    rows: rows.map((row) => ({ ...row })),
    milliseconds: Math.round(performance.now() - began),
  };
}
