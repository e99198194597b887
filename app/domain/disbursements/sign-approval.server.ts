import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { type ApprovedRequest, approvalChallenge, countOfUses, signatureProblem } from '~/access/approval-signature';
import { Refusal } from '~/access/refusal';
import { findActingFor } from '../delegations/find-acting-for.server';

/** A passkey's answer to `askForSignature`, as the browser wrote it. Binary parts are in base64url. */
export interface SignatureAnswer {
  nonce: string;
  credentialId: string;
  authenticatorData: string;
  clientData: string;
  signature: string;
  /** The address of our own pages, as the server knows it. */
  origin: string;
}

/** Reading what one signs takes as long as it takes; an answer to it is still taken once. */
const MINUTES = 30;

/** What the actor's passkeys are asked to sign for a request, or null where the actor has none. */
export async function askForSignature(tx: Tx, actor: Actor, request: { requestHash: string; trustId: number }) {
  demand(actor, 'disbursement.approve');
  const keys = await ownPasskeys(tx);
  if (keys.size === 0) return null;
  const { rows } = await tx.execute<{ nonce: string }>(sql`select sec.begin_own_challenge(${MINUTES}) as nonce`);
  const nonce = rows[0]?.nonce ?? '';
  return {
    nonce,
    challenge: approvalChallenge(await approvedBy(tx, actor, request), nonce),
    credentialIds: [...keys.keys()],
  };
}

export async function mustSign(tx: Tx): Promise<boolean> {
  return (await ownPasskeys(tx)).size > 0;
}

/**
 * Keeps the signature of an approval that this transaction has just recorded.
 * Throws Refusal 'decision.signature'; database refusal DI010.
 */
export async function signApproval(
  tx: Tx,
  actor: Actor,
  request: { reference: string; requestHash: string; trustId: number },
  answer: SignatureAnswer,
): Promise<void> {
  const keys = await ownPasskeys(tx);
  const approved = await approvedBy(tx, actor, request);
  const signed = { ...answer, publicKey: keys.get(answer.credentialId) ?? '' };
  const problem = signatureProblem(approved, signed, keys);
  const { rows } = await tx.execute<{ used: boolean }>(
    sql`select sec.use_passkey(${answer.credentialId}, ${countOfUses(answer.authenticatorData)}) as used`,
  );
  if (problem || !rows[0]?.used) {
    throw new Refusal(
      'decision.signature',
      'The signature does not belong to this decision. Nothing was recorded. Sign it again.',
    );
  }
  await tx.execute(sql`select sign_approval(${request.reference}, ${answer.nonce}, ${answer.credentialId}, ${answer.origin},
    ${answer.authenticatorData}, ${answer.clientData}, ${answer.signature})`);
}

/** What the actor's approval says: by them, or by them in a trustee's place. */
async function approvedBy(
  tx: Tx,
  actor: Actor,
  { requestHash, trustId }: { requestHash: string; trustId: number },
): Promise<ApprovedRequest> {
  const lent = await findActingFor(tx, trustId);
  return { requestHash, personId: actor.personId, forPersonId: lent?.delegatorId ?? null };
}

/** The actor's passkeys: credential id and public key (SPKI, base64url). */
async function ownPasskeys(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ credential_id: string; spki: Buffer }>(
    sql`select credential_id, spki from sec.own_passkeys()`,
  );
  return new Map(rows.map((row) => [row.credential_id, row.spki.toString('base64url')]));
}
