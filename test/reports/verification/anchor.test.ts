import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Anchor, demandSignature, keyId, rawKey, readAnchor, sealAnchor } from '~/reports/verification/anchor';
import { verificationIsDue } from '~/reports/verification/verification-due';

const { privateKey } = generateKeyPairSync('ed25519');
const ANCHOR: Anchor = {
  installation: 'b8b8c2fa-3eba-427c-98d4-6b7763d00a09',
  writtenAt: '2027-01-08T09:30:00.000000Z',
  heads: [
    { trust: 'T-0042', length: 26, entry: 41, hash: 'ab'.repeat(32) },
    { trust: 'T-0043', length: 15, entry: 83, hash: 'cd'.repeat(32) },
  ],
  audit: { length: 120, hash: 'ef'.repeat(32) },
};
const FILE = sealAnchor(ANCHOR, privateKey);
const read = (file: string) => {
  const anchor = readAnchor(file);
  demandSignature(anchor);
  return anchor;
};

describe('an anchor’s file', () => {
  it('is lines of words, and the signature is over every byte before its own line', () => {
    const lines = FILE.split('\n');
    expect(lines.slice(0, -2)).toEqual([
      'tutela anchor 1',
      'installation b8b8c2fa-3eba-427c-98d4-6b7763d00a09',
      'written 2027-01-08T09:30:00.000000Z',
      `chain T-0042 26 41 ${'ab'.repeat(32)}`,
      `chain T-0043 15 83 ${'cd'.repeat(32)}`,
      `audit 120 ${'ef'.repeat(32)}`,
      `key ${rawKey(createPublicKey(privateKey))}`,
    ]);
    // As a stranger does it, with db/README.md and any Ed25519.
    const signed = FILE.slice(0, FILE.lastIndexOf('signature '));
    const signature = Buffer.from(lines.at(-2)?.split(' ')[1] ?? '', 'hex');
    expect(verify(null, Buffer.from(signed), createPublicKey(privateKey), signature)).toBe(true);
  });

  it('is read as it was written', () => {
    expect(read(FILE)).toMatchObject({ ...ANCHOR, publicKey: rawKey(createPublicKey(privateKey)) });
  });

  it('a key is called by the SHA-256 of its bytes', () => {
    expect(keyId('00'.repeat(32))).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925');
  });

  const lineOf = (number: number, as: string) => FILE.replace(FILE.split('\n')[number - 1] as string, as);
  const FAULTS: Array<[what: string, file: string, code: string, words: RegExp]> = [
    ['is empty', '', 'anchor.none', /^is no anchor/],
    ['is something else', '{"anchor":1}\n', 'anchor.none', /^is no anchor/],
    ['is of a later version', FILE.replace('anchor 1', 'anchor 2'), 'anchor.version', /version 2.* version 1$/],
    ['is cut in the middle', FILE.slice(0, 200), 'anchor.cut', /^is cut short/],
    ['is cut in its signature', FILE.slice(0, -9), 'anchor.cut', /^is cut short/],
    ['has another line after it', `${FILE}\n`, 'anchor.cut', /does not end with its signature/],
    ['had its line ends changed', FILE.replaceAll('\n', '\r\n'), 'anchor.cut', /was changed/],
    ['lacks the trail', FILE.replace(/audit .*\n/, ''), 'anchor.signature', /signature does not hold/],
    ['lacks a chain’s hash', lineOf(4, 'chain T-0042 26 41'), 'anchor.line', /its line 4 is not/],
    ['lacks its key', FILE.replace(/key .*\n/, ''), 'anchor.line', /its line 6 is not/],
    ['has a length of another', FILE.replace(' 26 41 ', ' 25 41 '), 'anchor.signature', /signature does not hold/],
    ['lacks a chain', FILE.replace(/chain T-0043.*\n/, ''), 'anchor.signature', /signature does not hold/],
    [
      'names another key',
      FILE.replace(/key [0-9a-f]{64}/, `key ${'11'.repeat(32)}`),
      'anchor.signature',
      /does not hold/,
    ],
  ];
  it.each(FAULTS)('that %s is refused', (_, file, code, words) => {
    expect(() => read(file)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(words) }));
  });

  it('with any one character changed is refused', () => {
    for (let at = 0; at < FILE.length; at += 1) {
      const other = FILE[at] === '7' ? '8' : '7';
      expect(() => read(`${FILE.slice(0, at)}${other}${FILE.slice(at + 1)}`)).toThrow(/./);
    }
  });
});

describe('the night’s verification', () => {
  const at = (text: string) => new Date(text);
  it.each([
    ['the first ever', null, '2027-01-08T12:00:00Z', true],
    ['before the hour, after last night’s', '2027-01-07T07:01:00Z', '2027-01-08T06:59:00Z', false],
    ['once the hour has come', '2027-01-07T07:01:00Z', '2027-01-08T07:00:00Z', true],
    ['a second time in one night', '2027-01-08T07:02:00Z', '2027-01-08T07:07:00Z', false],
    ['after a night in which nothing ran', '2027-01-06T07:01:00Z', '2027-01-08T03:00:00Z', true],
    ['after a run by hand in the evening', '2027-01-08T02:00:00Z', '2027-01-08T07:00:00Z', true],
  ])('%s', (_, last, now, due) => {
    expect(verificationIsDue(last === null ? null : at(last), at(now))).toBe(due);
  });
});
