import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ChainHead } from '~/ledger/chain';
import type { TrailHead } from './trail';

/**
 * The file that `tutela anchor` writes, to give to a court or keep elsewhere (db/README.md says how a stranger checks it):
 * lines of words, and as the last line an Ed25519 signature over every byte before it. A checkpoint of the audit trail is the
 * same text, without a trust's chain.
 */

export interface AnchoredHead extends ChainHead {
  trust: string;
}

export interface Anchor {
  installation: string;
  /** UTC, ISO. */
  writtenAt: string;
  heads: readonly AnchoredHead[];
  /** How far the audit trail reached; null in a file that says nothing of it. */
  audit: TrailHead | null;
}

export interface SignedAnchor extends Anchor {
  /** The public key the file names, 32 bytes in hexadecimal. */
  publicKey: string;
  signed: string;
  signature: string;
}

export type AnchorFaultCode = 'anchor.none' | 'anchor.version' | 'anchor.cut' | 'anchor.line' | 'anchor.signature';

/** A file that is no anchor, or not as it was signed; the message goes on where the file was named. */
export class AnchorFault extends Error {
  override readonly name = 'AnchorFault';

  constructor(
    readonly code: AnchorFaultCode,
    message: string,
  ) {
    super(message);
  }
}

const VERSION = 1;
const LINES = {
  installation: /^installation ([0-9a-f-]{36})$/,
  written: /^written (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)$/,
  head: /^chain (T-\d{4,}) ([1-9]\d{0,14}) ([1-9]\d{0,14}) ([0-9a-f]{64})$/,
  audit: /^audit ([1-9]\d{0,14}) ([0-9a-f]{64})$/,
  key: /^key ([0-9a-f]{64})$/,
};

/** The whole file. */
export function sealAnchor({ installation, writtenAt, heads, audit }: Anchor, privateKey: KeyObject): string {
  const text = [
    `tutela anchor ${VERSION}`,
    `installation ${installation}`,
    `written ${writtenAt}`,
    ...heads.map(({ trust, length, entry, hash }) => `chain ${trust} ${length} ${entry} ${hash}`),
    ...(audit ? [`audit ${audit.length} ${audit.hash}`] : []),
    `key ${rawKey(createPublicKey(privateKey))}`,
    '',
  ].join('\n');
  return `${text}signature ${sign(null, Buffer.from(text), privateKey).toString('hex')}\n`;
}

/** What a file says, before anything of it is believed. Throws AnchorFault where it is not written as an anchor is. */
export function readAnchor(file: string): SignedAnchor {
  const version = /^tutela anchor (\d+)\r?\n/.exec(file)?.[1];
  if (version === undefined)
    throw new AnchorFault('anchor.none', 'is no anchor: it does not begin with "tutela anchor"');
  if (version !== String(VERSION)) {
    throw new AnchorFault(
      'anchor.version',
      `is an anchor of version ${version}; this program reads version ${VERSION}`,
    );
  }
  const ending = /^([\s\S]*\n)signature ([0-9a-f]{128})\n$/.exec(file);
  if (!ending?.[1] || !ending[2]) {
    throw new AnchorFault('anchor.cut', 'is cut short, or was changed: it does not end with its signature');
  }
  const [signed, signature] = [ending[1], ending[2]];
  const lines = signed.split('\n').slice(1, -1);
  const line = (at: number, as: RegExp) => {
    const words = as.exec(lines.at(at) ?? '');
    // Lines are numbered as an editor does; negative ones are counted from the end.
    if (!words) {
      const number = at < 0 ? lines.length + 2 + at : at + 2;
      throw new AnchorFault('anchor.line', `was changed: its line ${number} is not as an anchor has it`);
    }
    return words as unknown as [string, string, string, string, string];
  };
  const [, installation] = line(0, LINES.installation);
  const [, writtenAt] = line(1, LINES.written);
  const trail = LINES.audit.exec(lines.at(-2) ?? '');
  const audit = trail ? { length: Number(trail[1]), hash: String(trail[2]) } : null;
  const heads = lines.slice(2, audit ? -2 : -1).map((_, index) => {
    const [, trust, length, entry, hash] = line(index + 2, LINES.head);
    return { trust, length: Number(length), entry: Number(entry), hash };
  });
  const [, publicKey] = line(-1, LINES.key);
  return { installation, writtenAt, heads, audit, publicKey, signed, signature };
}

/** Throws AnchorFault 'anchor.signature' unless the key that the file names signed every byte of it. */
export function demandSignature({ publicKey, signed, signature }: SignedAnchor): void {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') },
    format: 'jwk',
  });
  if (!verify(null, Buffer.from(signed), key, Buffer.from(signature, 'hex'))) {
    throw new AnchorFault(
      'anchor.signature',
      'was changed after it was signed, or never was: its signature does not hold',
    );
  }
}

/** The 32 bytes of an Ed25519 public key, in hexadecimal. */
export function rawKey(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
}

/** By what a key is called where it is not shown: the SHA-256 of its 32 bytes. */
export function keyId(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}
