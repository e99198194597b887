import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newKey } from '~/vault/envelope.server';
import { environmentSource, fileSource, keySource, sealedSource, sealKeys } from '~/vault/key-sources.server';
import { blindToken, keyFor } from '~/vault/keyring.server';
import { joinShares, parseShare, shareText, splitSecret } from '~/vault/shares.server';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tutela-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'keys.json');

describe('a key of the ring', () => {
  it('is another one for each use and each version', () => {
    const ring = new Map([
      [1, newKey()],
      [2, newKey()],
    ]);
    const keys = [1, 2].flatMap((version) =>
      (['wrap', 'blind-index', 'self-test'] as const).map((use) => keyFor(ring, version, use).toString('hex')),
    );
    expect(new Set(keys).size).toBe(6);
    expect(keyFor(ring, 1, 'wrap').toString('hex')).toBe(keys[0]);
    expect(() => keyFor(ring, 3, 'wrap')).toThrow('key version 3 is not in the key source');
  });

  it('makes a token of 64 bits that differs by field and by key', () => {
    const key = newKey();
    const token = blindToken(key, 'name', 'luz');
    expect(token.length).toBe(8);
    expect(blindToken(key, 'guardian', 'luz').equals(token)).toBe(false);
    expect(blindToken(newKey(), 'name', 'luz').equals(token)).toBe(false);
  });
});

describe('the file of keys', () => {
  it('is made for a new vault, for its account alone, and read again', async () => {
    const first = await fileSource(folder).open();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect([...((await fileSource(folder).open()) as Map<number, Buffer>)]).toEqual([
      ...(first as Map<number, Buffer>),
    ]);
  });

  it('is refused where others can read it', async () => {
    await fileSource(folder).open();
    for (const mode of [0o640, 0o604, 0o666]) {
      chmodSync(file(), mode);
      await expect(fileSource(folder).open()).rejects.toThrow('can be read by others. Run: chmod 600');
    }
  });

  it('is refused where it holds no keys, or short ones', async () => {
    for (const text of ['', '{}', '{"1":"c2hvcnQ="}', `{"x":"${newKey().toString('base64')}"}`]) {
      writeFileSync(file(), text, { mode: 0o600 });
      chmodSync(file(), 0o600);
      await expect(fileSource(folder).open()).rejects.toThrow('There are no keys in');
    }
  });

  it('gains and loses a version, and keeps the others', async () => {
    const source = fileSource(folder);
    const first = (await source.open())?.get(1);
    expect([...(await source.add(2)).keys()]).toEqual([1, 2]);
    expect((await source.open())?.get(1)).toEqual(first);
    expect([...(await source.drop(1)).keys()]).toEqual([2]);
  });
});

describe('keys in the environment', () => {
  const text = JSON.stringify({ 1: newKey().toString('base64') });

  it('serve the demo world, and are refused for real identities', async () => {
    expect((await environmentSource(text, { live: false }).open())?.size).toBe(1);
    await expect(environmentSource(text, { live: true }).open()).rejects.toThrow('is for the demo world');
  });
});

describe('two of three shares', () => {
  it('give the secret back, whichever two', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
        const secret = Buffer.from(bytes);
        const [a, b, c] = splitSecret(secret) as [ReturnType<typeof splitSecret>[0], ...ReturnType<typeof splitSecret>];
        for (const pair of [
          [a, b],
          [b, a],
          [a, c],
          [c, b],
        ])
          expect(joinShares(pair as (typeof a)[]).equals(secret)).toBe(true);
      }),
    );
  });

  it('one alone says nothing: for every secret byte each share value is as likely', () => {
    const seen = new Set(Array.from({ length: 6000 }, () => splitSecret(Buffer.from([0x2a]))[1]?.bytes[0]));
    expect(seen.size).toBe(256);
  });

  it('are refused alone, twice the same, and of unequal length', () => {
    const [a, b] = splitSecret(Buffer.from('secret')) as ReturnType<typeof splitSecret>;
    const other = splitSecret(Buffer.from('longer secret'))[1] as (typeof splitSecret extends () => infer R
      ? R
      : never)[0];
    expect(() => joinShares([a as never])).toThrow('Two different shares');
    expect(() => joinShares([a as never, a as never])).toThrow('Two different shares');
    expect(() => joinShares([a as never, other])).toThrow('not of one secret');
    expect(joinShares([a as never, b as never]).toString()).toBe('secret');
  });

  it('are read from paper, and a slip is noticed', () => {
    const share = splitSecret(newKey())[0] as ReturnType<typeof splitSecret>[0];
    const text = shareText(share);
    expect(parseShare(` ${text.toUpperCase()} `)).toEqual(share);
    for (let at = 0; at < text.length; at += 1) {
      const wrong = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
      expect(parseShare(wrong)).toBeUndefined();
    }
  });
});

describe('sealed keys', () => {
  it('are nowhere in the folder, and open to two of the three shares', async () => {
    const ring = await fileSource(folder).open();
    const root = (ring as Map<number, Buffer>).get(1)?.toString('base64') as string;
    const shares = sealKeys(folder);
    expect(existsSync(file())).toBe(false);
    for (const name of readdirSync(folder)) {
      const content = readFileSync(path.join(folder, name));
      expect(content.includes(root) || content.includes(Buffer.from(root, 'base64'))).toBe(false);
    }
    expect(keySource(folder, { live: true }).kind).toBe('shares');
    const source = sealedSource(folder);
    expect(await source.open()).toBeUndefined();
    expect(await source.give(shares[2] as string)).toBe(1);
    expect(await source.give(shares[2] as string)).toBe(1);
    expect(await source.open()).toBeUndefined();
    expect(await source.give(shares[0] as string)).toBe(0);
    expect((await source.open())?.get(1)).toEqual(ring?.get(1));
    expect([...(await source.add(2)).keys()]).toEqual([1, 2]);
    const again = sealedSource(folder);
    await again.give(shares[1] as string);
    await again.give(shares[0] as string);
    expect([...((await again.open()) as Map<number, Buffer>).keys()]).toEqual([1, 2]);
  });

  it('stay shut to what is no share, and to shares of another vault', async () => {
    await fileSource(folder).open();
    const shares = sealKeys(folder);
    const source = sealedSource(folder);
    await expect(source.give('tutela-1-00-00')).rejects.toThrow('That is not a share');
    const foreign = shareText(splitSecret(newKey())[1] as ReturnType<typeof splitSecret>[0]);
    await source.give(shares[0] as string);
    await expect(source.give(foreign)).rejects.toThrow('do not open the vault');
    expect(await source.open()).toBeUndefined();
  });
});
