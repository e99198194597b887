import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keptLines } from './kept-lines.server';

/** One erasure, as the register and the certificate say it. Codes and numbers only: nothing of whom it was. */
export interface Erasure {
  subject: string;
  /** The erasure request: "E-2027-0001". */
  reference: string;
  erasedAt: string;
  /** The two people who agreed, by their numbers in the system. */
  agreedBy: number[];
  /** The data key that is gone, and the key version it was wrapped under: copies that hold both could still be read. */
  dataKey: number | null;
  kekVersion: number | null;
}

/** A line as it was signed, for the certificate. */
export interface SignedLine {
  line: number;
  text: string;
  /** Ed25519 over the text, base64. */
  signature: string;
}

/**
 * What was erased, one signed line after the other, in a file outside the database: a restored copy of the database knows
 * nothing of what was erased since, this file does. Each line holds the hash of the one before it; the first is drawn at
 * random, so that another register is never taken for this one.
 */
export interface ErasureRegister {
  readonly lines: number;
  /** The hash after so many lines; undefined where there are fewer. */
  headAt(lines: number): string | undefined;
  subjects(): string[];
  /** The line that erased a subject. */
  lineOf(subject: string): SignedLine | undefined;
  has(subject: string): boolean;
  /** PEM, for whoever verifies a certificate. */
  publicKey: string;
  /** Writes the first line of a register that has none. */
  begin(): void;
  /** Writes a line, to the disk before it answers. Throws a sentence where the file is not as it was left. */
  add(erasure: Erasure): SignedLine;
}

const FILE = 'erasures.jsonl';
const KEY = 'erasures-key.pem';
const BEGINNING = '0'.repeat(64);

/**
 * The register of a vault folder, and its copy in a second folder where there is one: of the two the longer is true, and
 * the shorter is filled up. Throws a sentence where a line was changed, taken out or signed by another key.
 */
export function erasureRegister(folder: string, copyFolder?: string): ErasureRegister {
  const file = path.join(folder, FILE);
  const files = keptLines(file, copyFolder === undefined ? undefined : path.join(copyFolder, FILE));
  const key = signingKey(folder, files.rows.length > 0);
  const publicKey = createPublicKey(key);
  const heads = [BEGINNING];
  const erased = new Map<string, SignedLine>();
  const take = (signed: Omit<SignedLine, 'line'>) => {
    const line = readLine(signed, publicKey);
    if (line?.line !== heads.length || line.before !== heads.at(-1))
      throw new Error(`The register of erasures is not whole at line ${heads.length}.`);
    heads.push(createHash('sha256').update(signed.text).digest('hex'));
    const taken = { ...signed, line: line.line };
    if (line.subject) erased.set(line.subject, taken);
    return taken;
  };
  const write = (content: object) => {
    const text = JSON.stringify({ line: heads.length, before: heads.at(-1), ...content });
    const signature = sign(null, Buffer.from(text), key).toString('base64');
    files.append(JSON.stringify([text, signature]));
    return take({ text, signature });
  };
  for (const row of files.rows) take(parseRow(row));
  return {
    get lines() {
      return heads.length - 1;
    },
    headAt: (lines) => heads[lines],
    subjects: () => [...erased.keys()],
    lineOf: (subject) => erased.get(subject),
    has: (subject) => erased.has(subject),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    begin: () => void write({ begins: randomBytes(16).toString('hex') }),
    add: (erasure) => write(erasure),
  };
}

/** What a row says; nothing that can be a line where it is none. */
function parseRow(row: string): { text: string; signature: string } {
  try {
    const [text, signature] = JSON.parse(row) as [string, string];
    return { text: String(text), signature: String(signature) };
  } catch {
    return { text: '', signature: '' };
  }
}

function readLine(
  { text, signature }: { text: string; signature: string },
  key: KeyObject,
): { line: number; before: string; subject?: string } | undefined {
  if (!verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))) return undefined;
  return JSON.parse(text) as { line: number; before: string; subject?: string };
}

function signingKey(folder: string, begun: boolean): KeyObject {
  const file = path.join(folder, KEY);
  if (!existsSync(file)) {
    if (begun) throw new Error(`The key of the register of erasures is not at ${file}. Bring it back.`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  return createPrivateKey(readFileSync(file));
}
