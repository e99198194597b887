import { createHash, randomBytes } from 'node:crypto';

/** One part of a secret. One alone tells nothing of it; any two of three give it back. */
export interface Share {
  /** 1, 2 or 3. */
  number: number;
  bytes: Buffer;
}

const HOW_MANY = 3;
const NEEDED = 2;
const CHECK_BYTES = 4;

/** Shamir's sharing over GF(256): each byte is the start of a line with a random slope, a share is its height at x. */
export function splitSecret(secret: Buffer): Share[] {
  const slopes = randomBytes(secret.length);
  return Array.from({ length: HOW_MANY }, (_, index) => {
    const x = index + 1;
    return { number: x, bytes: Buffer.from(secret.map((byte, at) => byte ^ times(slopes[at] as number, x))) };
  });
}

/** The secret of two shares (Lagrange at zero). Two shares of different secrets give nonsense, which the vault's self-test finds. */
export function joinShares(shares: readonly Share[]): Buffer {
  const [first, second] = shares;
  if (shares.length !== NEEDED || !first || !second || first.number === second.number)
    throw new Error('Two different shares are needed.');
  if (first.bytes.length !== second.bytes.length) throw new Error('The shares are not of one secret.');
  const apart = inverse(first.number ^ second.number);
  const ofFirst = times(second.number, apart);
  const ofSecond = times(first.number, apart);
  return Buffer.from(first.bytes.map((byte, at) => times(byte, ofFirst) ^ times(second.bytes[at] as number, ofSecond)));
}

/** "tutela-1-<hex>-<check>": what a holder keeps on paper, with a check against a slip in typing it. */
export function shareText({ number, bytes }: Share): string {
  return `tutela-${number}-${bytes.toString('hex')}-${checkOf(number, bytes)}`;
}

/** The share of a text, or undefined where it is none or was mistyped. */
export function parseShare(text: string): Share | undefined {
  const [, number, hex, check] =
    /^tutela-([123])-((?:[0-9a-f]{2})+)-([0-9a-f]+)$/.exec(text.trim().toLowerCase()) ?? [];
  if (!number || !hex) return undefined;
  const share = { number: Number(number), bytes: Buffer.from(hex, 'hex') };
  return checkOf(share.number, share.bytes) === check ? share : undefined;
}

function checkOf(number: number, bytes: Buffer): string {
  return createHash('sha256')
    .update(`tutela share ${number} `)
    .update(bytes)
    .digest('hex')
    .slice(0, CHECK_BYTES * 2);
}

/** A product in GF(256) with the polynomial of AES, in the same steps for every pair of bytes. */
function times(a: number, b: number): number {
  let product = 0;
  let left = a;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= left & -((b >> bit) & 1);
    left = (left << 1) ^ (0x11b & -(left >> 7));
  }
  return product;
}

/** a^254, since a^255 is 1 for every byte but zero. */
function inverse(a: number): number {
  let result = 1;
  for (let power = 0; power < 254; power += 1) result = times(result, a);
  return result;
}
