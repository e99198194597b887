import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AuditCopyState } from '~/http/load-context';

export type Series = 'events' | 'checkpoints';

/** The folder that TUTELA_AUDIT_DIR names, better on a disk or mount of its own; else one in the data folder. */
export function auditFolder(dataFolder: string): string {
  return path.resolve(process.env.TUTELA_AUDIT_DIR ?? path.join(dataFolder, 'audit'));
}

/**
 * The trail's copy off the database: lines that are only ever added, each series in one file a day, on the disk before it is
 * called written. Where it stands is read from the files each time, so that nothing is lost or doubled by an end at any moment.
 */
export class AuditCopy {
  state: AuditCopyState = { through: null, fault: null };

  constructor(readonly folder: string) {}

  /** The newest whole line of a series; what an end in the middle of a write left behind it is cut off. */
  async lastLine(series: Series): Promise<string | null> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const file of (await this.files(series)).reverse()) {
      const line = await lastWholeLine(path.join(this.folder, file));
      if (line !== null) return line;
    }
    return null;
  }

  /** Adds lines to the day's file: today's, or the newest there is, where the clock went back. */
  async append(series: Series, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const today = `${series}-${new Date().toISOString().slice(0, 10)}.jsonl`;
    const newest = (await this.files(series)).at(-1) ?? '';
    const file = await open(path.join(this.folder, newest > today ? newest : today), 'a', 0o600);
    try {
      await file.appendFile(lines.join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    // The name of a new file is the folder's to keep.
    if (newest < today) await syncFolder(this.folder);
  }

  private async files(series: Series): Promise<string[]> {
    return seriesOf(await readdir(this.folder), series);
  }
}

/** The files of a series, in the order of their days. */
export function seriesOf(names: readonly string[], series: Series): string[] {
  return names
    .filter((name) => /^(events|checkpoints)-\d{4}-\d\d-\d\d\.jsonl$/.test(name) && name.startsWith(series))
    .sort();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const CHUNK = 64 * 1024;
const LINE_FEED = 10;

async function lastWholeLine(file: string): Promise<string | null> {
  const { size } = await stat(file);
  if (size === 0) return null;
  const handle = await open(file, 'r+');
  try {
    const end = (await lineFeedBefore(handle, size)) + 1;
    if (end < size) {
      await handle.truncate(end);
      await handle.sync();
    }
    if (end === 0) return null;
    const begin = (await lineFeedBefore(handle, end - 1)) + 1;
    const line = Buffer.alloc(end - 1 - begin);
    await handle.read(line, 0, line.length, begin);
    return line.toString('utf8');
  } finally {
    await handle.close();
  }
}

/** Where the last line feed before a position is, or -1. */
async function lineFeedBefore(handle: FileHandle, position: number): Promise<number> {
  for (let end = position; end > 0; ) {
    const begin = Math.max(0, end - CHUNK);
    const chunk = Buffer.alloc(end - begin);
    await handle.read(chunk, 0, chunk.length, begin);
    const at = chunk.lastIndexOf(LINE_FEED);
    if (at >= 0) return begin + at;
    end = begin;
  }
  return -1;
}
