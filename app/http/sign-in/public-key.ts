import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';

const { COSEKEYS, isCOSEPublicKeyEC2, isCOSEPublicKeyOKP, isCOSEPublicKeyRSA } = cose;

/**
 * A passkey's public key as everybody reads it (DER, SPKI): an approval's signature is checked by it without a word of
 * WebAuthn's own form. The library has checked that it is of an algorithm we asked for: ES256, EdDSA or RS256.
 */
export function spkiOf(publicKey: Uint8Array<ArrayBuffer>): Buffer {
  return createPublicKey({ key: jwkOf(publicKey), format: 'jwk' }).export({ format: 'der', type: 'spki' });
}

function jwkOf(publicKey: Uint8Array<ArrayBuffer>): JsonWebKey {
  const key = decodeCredentialPublicKey(publicKey);
  if (isCOSEPublicKeyEC2(key)) {
    return { kty: 'EC', crv: 'P-256', x: text(key.get(COSEKEYS.x)), y: text(key.get(COSEKEYS.y)) };
  }
  if (isCOSEPublicKeyOKP(key)) return { kty: 'OKP', crv: 'Ed25519', x: text(key.get(COSEKEYS.x)) };
  if (isCOSEPublicKeyRSA(key)) return { kty: 'RSA', n: text(key.get(COSEKEYS.n)), e: text(key.get(COSEKEYS.e)) };
  throw new Error('a passkey of an unknown kind');
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url');
