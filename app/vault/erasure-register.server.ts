import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

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

interface Line extends Erasure {
  line: number;
  before: string;
}

/**
 * What was erased, one signed line after the other, in a file outside the database: a restored copy of the database knows
 * nothing of what was erased since, this file does. Each line holds the hash of the one before it.
 */
export interface ErasureRegister {
  readonly lines: number;
  /** The hash after so many lines; undefined where there are fewer. */
  headAt(lines: number): string | undefined;
  subjects(): string[];
  has(subject: string): boolean;
  /** Writes a line, to the disk before it answers, and answers it with its signature. */
  add(erasure: Erasure): { text: string; signature: string };
}

const FILE = 'erasures.jsonl';
const KEY = 'erasures-key.pem';
const BEGINNING = '0'.repeat(64);

/** The register of a vault folder. Throws a sentence where a line was changed, taken out or signed by another key. */
export function erasureRegister(folder: string): ErasureRegister {
  const file = path.join(folder, FILE);
  const key = signingKey(folder);
  const heads = [BEGINNING];
  const subjects = new Set<string>();
  const take = (text: string, signature: string) => {
    const line = JSON.parse(text) as Line;
    const whole = verify(null, Buffer.from(text), createPublicKey(key), Buffer.from(signature, 'base64'));
    if (!whole || line.line !== heads.length || line.before !== heads.at(-1))
      throw new Error(`The register of erasures is not whole at line ${heads.length}.`);
    heads.push(createHash('sha256').update(text).digest('hex'));
    subjects.add(line.subject);
  };
  for (const row of existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []) {
    const [text, signature] = parseRow(row, heads.length);
    take(text, signature);
  }
  return {
    get lines() {
      return heads.length - 1;
    },
    headAt: (lines) => heads[lines],
    subjects: () => [...subjects],
    has: (subject) => subjects.has(subject),
    add: (erasure) => {
      const text = JSON.stringify({ line: heads.length, before: heads.at(-1), ...erasure });
      const signature = sign(null, Buffer.from(text), key).toString('base64');
      const handle = openSync(file, 'a', 0o600);
      try {
        appendFileSync(handle, `${JSON.stringify([text, signature])}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      take(text, signature);
      return { text, signature };
    },
  };
}

function parseRow(row: string, line: number): [string, string] {
  try {
    const [text, signature] = JSON.parse(row) as [string, string];
    return [text, signature];
  } catch {
    throw new Error(`The register of erasures is not whole at line ${line}.`);
  }
}

function signingKey(folder: string) {
  const file = path.join(folder, KEY);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  return createPrivateKey(readFileSync(file));
}
