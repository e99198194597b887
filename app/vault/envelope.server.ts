import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A sealed value that does not open: changed, moved to another place, or sealed under another key. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal';
}

/** Where a field's value stands. The seal is bound to all of it, so that a blob opens in its own place only. */
export interface FieldPlace {
  subject: string;
  field: string;
  /** Counts the values the field has had: an earlier value does not open as today's. */
  version: number;
  /** The subject's data key, by its number. */
  dataKey: number;
}

/** Where a wrapped data key stands. */
export interface KeyPlace {
  subject: string;
  dataKey: number;
  /** The version of the key-encryption key. */
  kek: number;
}

/** Where the secret of a person's code app stands. */
export interface FactorPlace {
  person: number;
  /** Another for each secret: an earlier one does not open as today's. */
  version: number;
  /** The version of the key it is sealed under. */
  key: number;
}

const FORMAT = 0x01;
const KID_BYTES = 4;
const IV_BYTES = 12;
/** Node takes a tag of four bytes unless it is told the length (NIST SP 800-38D asks for sixteen). */
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KID_BYTES + IV_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';
export const KEY_BYTES = 32;

/** A key for one subject, or a root key. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES);

export function sealField(dataKey: Buffer, place: FieldPlace, value: string): Buffer {
  return seal(dataKey, place.dataKey, fieldBinding(place), Buffer.from(value, 'utf8'));
}

/** Throws BrokenSeal. */
export function openField(dataKey: Buffer, place: FieldPlace, blob: Buffer): string {
  return open(dataKey, place.dataKey, fieldBinding(place), blob).toString('utf8');
}

export function wrapKey(wrapping: Buffer, place: KeyPlace, dataKey: Buffer): Buffer {
  return seal(wrapping, place.kek, keyBinding(place), dataKey);
}

/** Throws BrokenSeal. */
export function unwrapKey(wrapping: Buffer, place: KeyPlace, blob: Buffer): Buffer {
  return open(wrapping, place.kek, keyBinding(place), blob);
}

export function sealFactor(key: Buffer, place: FactorPlace, secret: Buffer): Buffer {
  return seal(key, place.key, factorBinding(place), secret);
}

/** Throws BrokenSeal. */
export function openFactor(key: Buffer, place: FactorPlace, blob: Buffer): Buffer {
  return open(key, place.key, factorBinding(place), blob);
}

/** Something of the vault's own that is no field: bound to a name that is used for nothing else. */
export function sealNamed(key: Buffer, name: string, plain: Buffer): Buffer {
  return seal(key, 0, JSON.stringify(['vault-own', 1, name]), plain);
}

/** Throws BrokenSeal. */
export function openNamed(key: Buffer, name: string, blob: Buffer): Buffer {
  return open(key, 0, JSON.stringify(['vault-own', 1, name]), blob);
}

const fieldBinding = ({ subject, field, version, dataKey }: FieldPlace) =>
  JSON.stringify(['vault', 1, subject, field, version, dataKey]);

const keyBinding = ({ subject, dataKey, kek }: KeyPlace) => JSON.stringify(['vault-key', 1, subject, dataKey, kek]);

const factorBinding = ({ person, version, key }: FactorPlace) => JSON.stringify(['code-app', 1, person, version, key]);

/** 0x01, key's number (4, big-endian), iv (12), tag (16), ciphertext. */
function seal(key: Buffer, kid: number, binding: string, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(binding, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const head = Buffer.alloc(1 + KID_BYTES);
  head.writeUInt8(FORMAT, 0);
  head.writeUInt32BE(kid, 1);
  return Buffer.concat([head, iv, cipher.getAuthTag(), body]);
}

function open(key: Buffer, kid: number, binding: string, blob: Buffer): Buffer {
  if (blob.length < HEAD_BYTES) throw new BrokenSeal('a sealed value is too short to be one');
  if (blob.readUInt8(0) !== FORMAT) throw new BrokenSeal('a sealed value is in a format that is not known');
  if (blob.readUInt32BE(1) !== kid) throw new BrokenSeal('a sealed value names another key');
  const ivAt = 1 + KID_BYTES;
  const tagAt = ivAt + IV_BYTES;
  try {
    const decipher = createDecipheriv(CIPHER, key, blob.subarray(ivAt, tagAt), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(binding, 'utf8'));
    decipher.setAuthTag(blob.subarray(tagAt, HEAD_BYTES));
    return Buffer.concat([decipher.update(blob.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new BrokenSeal('a sealed value was changed, moved, or sealed under another key');
  }
}
