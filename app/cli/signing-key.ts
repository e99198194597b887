import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultDataFolder } from 'db/connections';
import { Failure } from './failure';

/**
 * The key that signs anchors. It stands in a file and never in the database: whoever may change every row still cannot sign
 * that nothing was changed. TUTELA_ANCHOR_KEY names another file, on a disk or token of its own; that one must be there.
 * Throws a sentence where the file is missing, others may read it, or it holds no Ed25519 key.
 */
export function signingKey(): KeyObject {
  const file = keyFile();
  if (!existsSync(file)) {
    if (process.env.TUTELA_ANCHOR_KEY) throw new Failure(`TUTELA_ANCHOR_KEY names ${file}, and there is no such file.`);
    makeKey(file);
  }
  return readKey(file);
}

/** The public half of this installation's key, or null where it has none yet. */
export function ownPublicKey(): KeyObject | null {
  const file = keyFile();
  return existsSync(file) ? createPublicKey(readKey(file)) : null;
}

/** A public key that somebody was given, as PEM. Throws a sentence where the file is no Ed25519 public key. */
export function readPublicKey(file: string): KeyObject {
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  const text = readFileSync(file, 'utf8');
  // A private key would be taken too, and its public half used; nobody should hand one around.
  const key = text.includes('PRIVATE') ? null : tried(() => createPublicKey(text));
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Failure(`${file} is no Ed25519 public key: "tutela anchor --public-key" prints one.`);
  }
  return key;
}

function keyFile(): string {
  return process.env.TUTELA_ANCHOR_KEY || path.join(defaultDataFolder(), 'anchor-key.pem');
}

function readKey(file: string): KeyObject {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Failure(`Others may read the signing key ${file}. Run: chmod 600 ${file}`);
  }
  const key = tried(() => createPrivateKey(readFileSync(file)));
  if (key?.asymmetricKeyType !== 'ed25519') throw new Failure(`${file} holds no Ed25519 private key.`);
  return key;
}

/** Written whole under another name first, so that two commands at once end with one key. */
function makeKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    writeFileSync(draft, pem, { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function tried(make: () => KeyObject): KeyObject | null {
  try {
    return make();
  } catch {
    return null;
  }
}
