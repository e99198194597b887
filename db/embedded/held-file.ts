import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * A file that says which process holds something. The process id alone is not enough, because ids are given out again:
 * the moment the process began is kept beside it.
 */
export interface Holder {
  pid: number;
  began: string;
  /** Where the holder can be reached, once it knows. */
  url?: string;
}

/** Takes the file for this process, or tells who holds it. A file left by a dead process is taken over. */
export function takeFile(file: string): { taken: true } | { taken: false; holder: Holder } {
  for (;;) {
    const mine = `${file}.${process.pid}`;
    writeFileSync(mine, JSON.stringify(self()), { mode: 0o600 });
    try {
      // A link appears whole or not at all, so no reader meets a half-written holder.
      linkSync(mine, file);
      return { taken: true };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(mine, { force: true });
    }
    const holder = readHolder(file);
    if (holder) return { taken: false, holder };
    rmSync(file, { force: true });
  }
}

/** Writes where this process can be reached into a file it holds. */
export function announce(file: string, url: string): void {
  writeFileSync(file, JSON.stringify({ ...self(), url }), { mode: 0o600 });
}

/** Who holds the file, if that process still lives. */
export function readHolder(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return isAlive(holder.pid) && beginningOf(holder.pid) === holder.began ? holder : undefined;
  } catch {
    return undefined;
  }
}

export function releaseFile(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let own: Holder | undefined;

function self(): Holder {
  own ??= { pid: process.pid, began: beginningOf(process.pid) };
  return own;
}

function beginningOf(pid: number): string {
  try {
    // Field 22 of stat is the start time; the program's name before it may hold spaces, but ends with the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    if (process.platform === 'win32') return '';
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return '';
    }
  }
}
