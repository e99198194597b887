import { chmodSync, lstatSync, renameSync, writeFileSync } from 'node:fs';

/** Appears whole or not at all, and never readable by others. */
export function writeWhole(file: string, content: string | Buffer): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Throws a sentence where others than this account can read the file; `what` begins it: "The vault's keys". */
export function demandPrivate(file: string, what: string): void {
  const found = lstatSync(file);
  if (!found.isFile() || (found.mode & 0o077) !== 0)
    throw new Error(`${what} at ${file} can be read by others. Run: chmod 600 ${file}`);
}
