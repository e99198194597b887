import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Lines of a file that is only added to, and of its copy elsewhere. */
export interface KeptLines {
  rows: string[];
  /** To the disk of both before it returns. Throws where a file is not as this process left it. */
  append(row: string): void;
}

/** Reads both, and fills up the shorter. Throws a sentence where they differ, or where the copy's folder is not there. */
export function keptLines(file: string, copy?: string): KeptLines {
  if (copy !== undefined && !existsSync(path.dirname(copy)))
    throw new Error(`The folder of the register's copy, ${path.dirname(copy)}, is not there.`);
  const files = copy === undefined ? [file] : [file, copy];
  const read = files.map(readWhole);
  const rows = read.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
  for (const one of read) {
    const apart = one.findIndex((row, at) => row !== rows[at]);
    if (apart !== -1) throw new Error(`The register of erasures and its copy differ at line ${apart + 1}.`);
  }
  for (const [at, name] of files.entries()) for (const row of rows.slice(read[at]?.length)) addLine(name, row);
  let size = sizeOf(file);
  return {
    rows,
    append: (row) => {
      if (sizeOf(file) !== size) throw new Error('The register of erasures was written to by another process.');
      // The copy first: whatever the register says is then elsewhere too.
      for (const name of files.toReversed()) addLine(name, row);
      size = sizeOf(file);
    },
  };
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** A last line without its end was being written when the machine stopped: nothing rests on it, and it is taken away. */
function readWhole(file: string): string[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  return bytes.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
}

function addLine(file: string, row: string): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${row}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
