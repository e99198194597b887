import { existsSync, readFileSync } from 'node:fs';
import { KEY_BYTES } from './envelope.server';
import type { Keyring } from './keyring.server';
import { demandPrivate, writeWhole } from './private-file.server';

type Kept = Record<string, string>;

/** A file of keys by version, of mode 0600. `what` begins the sentence that is thrown: "The vault's keys". */
export function readKeyFile(file: string, what: string): Map<number, Buffer> {
  if (!existsSync(file)) throw new Error(`${what} are not at ${file}.`);
  demandPrivate(file, what);
  return parseKeys(readFileSync(file, 'utf8'), file);
}

export function writeKeyFile(file: string, keyring: Keyring): void {
  writeWhole(file, keysText(keyring));
}

/** Throws a sentence that says where there are no keys that can be used. */
export function parseKeys(text: string, where: string): Map<number, Buffer> {
  const ring = new Map<number, Buffer>();
  try {
    for (const [version, key] of Object.entries(JSON.parse(text) as Kept))
      ring.set(Number(version), Buffer.from(key, 'base64'));
  } catch {
    ring.clear();
  }
  const whole = [...ring].every(
    ([version, key]) => Number.isInteger(version) && version > 0 && key.length === KEY_BYTES,
  );
  if (ring.size === 0 || !whole) throw new Error(`There are no keys in ${where} that can be used.`);
  return ring;
}

export const keysText = (keyring: Keyring): string =>
  JSON.stringify(Object.fromEntries([...keyring].map(([version, key]) => [version, key.toString('base64')])));
