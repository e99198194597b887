import { createHash, createPublicKey, verify } from 'node:crypto';

/** What a passkey answered, and by which key it is checked. Binary parts are in base64url. */
export interface ApprovalSignature {
  nonce: string;
  credentialId: string;
  /** DER (SPKI), as it was enrolled. Whose it is, the list of passkeys says. */
  publicKey: string;
  /** The address of the pages on which it was signed: "https://tutela.example". */
  origin: string;
  authenticatorData: string;
  clientData: string;
  signature: string;
}

/** What was approved, and by whom. */
export interface ApprovedRequest {
  /** SHA-256 over the canonical request, in hexadecimal. */
  requestHash: string;
  personId: number;
  /** The trustee in whose place it was approved; null or left out where in one's own right. */
  forPersonId?: number | null;
}

/**
 * What a passkey is asked to sign: this request, by this person, in whose place if in somebody's, this once. In base64url,
 * as browsers take it.
 */
export function approvalChallenge({ requestHash, personId, forPersonId }: ApprovedRequest, nonce: string): string {
  const who = forPersonId ? `${personId}‖for‖${forPersonId}` : personId;
  return createHash('sha256').update(`approve‖v1‖${requestHash}‖${who}‖${nonce}`).digest('base64url');
}

const PERSON_PRESENT = 0x01;
const PERSON_CHECKED = 0x04;

/**
 * What is wrong with an approval's signature, or null. It needs nothing but what it is handed: no database, no network, no
 * clock. `keys` are the passkeys of the person who approved, by credential id, as whoever checks has them on file. That no
 * nonce was used twice is for who holds all signatures to see.
 */
export function signatureProblem(
  approved: ApprovedRequest,
  signed: ApprovalSignature,
  keys: ReadonlyMap<string, string>,
): string | null {
  if (keys.get(signed.credentialId) !== signed.publicKey) return 'the key is not one of this person';
  const said = clientDataOf(signed.clientData);
  if (said?.type !== 'webauthn.get') return 'it is not an answer of a passkey';
  if (said.challenge !== approvalChallenge(approved, signed.nonce)) return 'it signs something else';
  if (said.origin !== signed.origin || said.crossOrigin === true) return 'it was signed on other pages';
  const data = Buffer.from(signed.authenticatorData, 'base64url');
  const site = createHash('sha256').update(new URL(signed.origin).hostname).digest();
  if (data.length < 37 || !data.subarray(0, 32).equals(site)) return 'it was signed for another site';
  const flags = data[32] ?? 0;
  if (!(flags & PERSON_PRESENT) || !(flags & PERSON_CHECKED)) return 'the person was not checked';
  return isSignedBy(signed, data) ? null : 'the signature is not of this key';
}

/** How often the passkey says it was used; 0 where it does not count. */
export function countOfUses(authenticatorData: string): number {
  const data = Buffer.from(authenticatorData, 'base64url');
  return data.length < 37 ? 0 : data.readUInt32BE(33);
}

function isSignedBy({ publicKey, clientData, signature }: ApprovalSignature, data: Buffer): boolean {
  const said = createHash('sha256').update(Buffer.from(clientData, 'base64url')).digest();
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    return verify(hash, Buffer.concat([data, said]), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

interface ClientData {
  type?: unknown;
  challenge?: unknown;
  origin?: unknown;
  crossOrigin?: unknown;
}

function clientDataOf(text: string): ClientData | null {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as ClientData | null;
  } catch {
    return null;
  }
}
