import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BrokenSeal,
  type FieldPlace,
  type KeyPlace,
  newKey,
  openField,
  openNamed,
  sealField,
  sealNamed,
  unwrapKey,
  wrapKey,
} from '~/vault/envelope.server';

const key = newKey();
const place: FieldPlace = { subject: '0d9d1a5e', field: 'name', version: 3, dataKey: 7 };
const value = 'Dalisay Ñandubay de la Peña';
const blob = sealField(key, place, value);

const flips = (bytes: Buffer) =>
  Array.from(bytes, (_, at) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ (1 << (at % 8));
    return copy;
  });

describe('a sealed value', () => {
  it('opens in its own place', () => {
    expect(openField(key, place, blob)).toBe(value);
  });

  it('never looks the same twice', () => {
    const seals = new Set(Array.from({ length: 200 }, () => sealField(key, place, value).toString('hex')));
    expect(seals.size).toBe(200);
  });

  it('takes a nonce of its own each time: of 100,000 seals none has that of another, nor does a byte of it stand still', () => {
    const many = 100_000;
    const nonces = new Set<string>();
    const seen = Array.from({ length: 12 }, () => new Set<number>());
    for (let n = 0; n < many; n += 1) {
      const nonce = sealField(key, place, value).subarray(5, 17);
      nonces.add(nonce.toString('latin1'));
      for (const [at, byte] of nonce.entries()) seen[at]?.add(byte);
    }
    expect(nonces.size).toBe(many);
    // A counter in a few of its bytes would not repeat either, but two processes would count alike.
    expect(seen.map(({ size }) => size)).toEqual(Array.from({ length: 12 }, () => 256));
  });

  it('tells nothing of the value but its length', () => {
    expect(blob.includes(Buffer.from('Dalisay'))).toBe(false);
    expect(blob.length).toBe(1 + 4 + 12 + 16 + Buffer.byteLength(value));
  });

  it('is refused with any byte changed, from the first to the last', () => {
    const changed = flips(blob);
    expect(changed.length).toBe(blob.length);
    for (const bytes of changed) expect(() => openField(key, place, bytes)).toThrow(BrokenSeal);
  });

  it('is refused cut short by any length, and with a byte more', () => {
    for (let length = 0; length < blob.length; length += 1)
      expect(() => openField(key, place, blob.subarray(0, length))).toThrow(BrokenSeal);
    expect(() => openField(key, place, Buffer.concat([blob, Buffer.from([0])]))).toThrow(BrokenSeal);
  });

  const MOVED: Record<string, Partial<FieldPlace>> = {
    'to another child': { subject: '0d9d1a5f' },
    'to another field': { field: 'address' },
    'from an earlier version': { version: 2 },
    'to a later version': { version: 4 },
    'under another data key’s number': { dataKey: 8 },
  };
  for (const [how, change] of Object.entries(MOVED))
    it(`is refused moved ${how}`, () => {
      expect(() => openField(key, { ...place, ...change }, blob)).toThrow(BrokenSeal);
    });

  it('is refused moved with its key’s number changed to fit', () => {
    const moved = Buffer.from(blob);
    moved.writeUInt32BE(8, 1);
    expect(() => openField(key, { ...place, dataKey: 8 }, moved)).toThrow(BrokenSeal);
  });

  it('is refused under another key', () => {
    for (let tries = 0; tries < 50; tries += 1) expect(() => openField(newKey(), place, blob)).toThrow(BrokenSeal);
  });

  it('is refused with a tag of four bytes, which Node alone would take', () => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 4 });
    cipher.setAAD(Buffer.from(JSON.stringify(['vault', 1, place.subject, place.field, place.version, place.dataKey])));
    const body = Buffer.concat([cipher.update('forged'), cipher.final()]);
    const head = Buffer.from([1, 0, 0, 0, 7]);
    for (const tag of [cipher.getAuthTag(), Buffer.concat([cipher.getAuthTag(), Buffer.alloc(12)])])
      expect(() => openField(key, place, Buffer.concat([head, iv, tag, body]))).toThrow(BrokenSeal);
  });
});

describe('a wrapped key', () => {
  const wrapping = newKey();
  const at: KeyPlace = { subject: '0d9d1a5e', dataKey: 7, kek: 2 };
  const wrapped = wrapKey(wrapping, at, key);

  it('comes back whole, to its own place alone', () => {
    expect(unwrapKey(wrapping, at, wrapped).equals(key)).toBe(true);
    for (const change of [{ subject: 'other' }, { dataKey: 8 }, { kek: 1 }] as Partial<KeyPlace>[])
      expect(() => unwrapKey(wrapping, { ...at, ...change }, wrapped)).toThrow(BrokenSeal);
    expect(() => unwrapKey(newKey(), at, wrapped)).toThrow(BrokenSeal);
  });

  it('is refused with any byte changed', () => {
    for (const bytes of flips(wrapped)) expect(() => unwrapKey(wrapping, at, bytes)).toThrow(BrokenSeal);
  });

  it('is no field, and a field is no wrapped key, though the key and the numbers are the same', () => {
    expect(() => unwrapKey(key, { subject: place.subject, dataKey: 0, kek: 7 }, blob)).toThrow(BrokenSeal);
    expect(() => openField(wrapping, { ...place, dataKey: 2 }, wrapped)).toThrow(BrokenSeal);
  });
});

it('what the vault seals for itself opens under its own name alone', () => {
  const sealed = sealNamed(key, 'keyring', Buffer.from('x'));
  expect(openNamed(key, 'keyring', sealed).toString()).toBe('x');
  expect(() => openNamed(key, 'self-test', sealed)).toThrow(BrokenSeal);
});
