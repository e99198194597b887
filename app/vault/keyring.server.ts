import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './envelope.server';

/** The root keys by version. Which is active, the vault's tables say; never the order in which they stand. */
export type Keyring = ReadonlyMap<number, Buffer>;

type Purpose = 'wrap' | 'blind-index' | 'scan' | 'self-test';

/** A key of its own for each use of a root key (HKDF-SHA-256, RFC 5869): a fault in one use tells nothing of another. */
export function keyFor(keyring: Keyring, version: number, purpose: Purpose): Buffer {
  const root = keyring.get(version);
  if (!root) throw new Error(`The vault's key version ${version} is not in the key source.`);
  return Buffer.from(hkdfSync('sha256', root, 'tutela vault', `${purpose}/1`, KEY_BYTES));
}

/** Nothing but letters that a guess cannot turn into a name without the key: 64 bits of HMAC-SHA-256. */
export function blindToken(key: Buffer, field: string, normalised: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify(['index', 1, field, normalised]))
    .digest()
    .subarray(0, 8);
}
