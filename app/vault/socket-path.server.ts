import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the address of a socket holds on macOS, with its closing zero; Linux takes four more. */
const LONGEST = 103;

/**
 * Where the vault listens: in the data folder, or, where that path is too long for a socket's address, in a folder of
 * this account's own among the temporary files. Throws a sentence where that folder is another's.
 */
export function socketPath(dataFolder: string): string {
  const given = process.env.TUTELA_VAULT_SOCKET;
  const wanted = given ?? path.join(dataFolder, 'vault.sock');
  if (Buffer.byteLength(wanted) <= LONGEST) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = path.join(tmpdir(), `tutela-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0)
    throw new Error(`The folder ${folder} is not this account's alone. Set TUTELA_VAULT_SOCKET to a shorter path.`);
  return path.join(folder, 'vault.sock');
}
