import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { isAlive } from './held-file';

/** What postmaster.pid says of the server that wrote it. */
export interface Postmaster {
  pid: number;
  port: number;
}

export function readPostmaster(clusterFolder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process is a PostgreSQL that works in exactly this folder. */
export function worksIn(pid: number, clusterFolder: string): boolean {
  if (!isAlive(pid)) return false;
  if (existsSync('/proc/self/cwd')) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterFolder);
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return true;
  try {
    const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(`-D ${clusterFolder} `);
  } catch {
    return false;
  }
}

/**
 * Removes a lock file whose process id now belongs to a stranger (a restarted container counts from 1 again), which
 * the server itself would take for a running server. A dead id is left to the server, which also looks at shared memory.
 */
export function removeForeignLock(clusterFolder: string): void {
  const found = readPostmaster(clusterFolder);
  if (!found || !isAlive(found.pid) || worksIn(found.pid, clusterFolder)) return;
  if (
    existsSync('/proc/self/cwd') &&
    readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(Number(name), clusterFolder))
  )
    return;
  rmSync(path.join(clusterFolder, 'postmaster.pid'), { force: true });
}

/** Asks the server on the port which folder it serves; nothing is written to a server that is not ours. */
export async function serves(url: string, clusterFolder: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    return rows[0] !== undefined && realpathSync(rows[0].folder) === realpathSync(clusterFolder);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
