import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Binaries, binariesIn, findBinaries } from './binaries';

/** PostgreSQL refuses to run as root, so root starts it as this system account. */
const ACCOUNT = 'postgres';
const STATE_FOLDER = '/var/lib/tutela';

export interface ServerAccount {
  /** What spawn() needs to become the account; empty where the current user runs the server. */
  ids: { uid?: number; gid?: number };
  binaries: Binaries;
  clusterFolder: string;
}

/**
 * Decides as whom the server runs and where its files lie. For root, a project folder that the server's account
 * cannot enter (a home folder of mode 0700) is no place for either: both then live under /var/lib/tutela.
 */
export function serverAccount(dataFolder: string, programs?: string): ServerAccount {
  const binaries = programs ? binariesIn(programs) : findBinaries();
  const clusterFolder = path.join(dataFolder, 'postgres');
  if (process.getuid?.() !== 0) return { ids: {}, binaries, clusterFolder };
  const ids = accountIds() ?? createAccount();
  // The server's account walks through the data folder; it cannot list it, and the secrets in it are 0600.
  chmodSync(dataFolder, 0o711);
  return {
    ids,
    binaries: canReach(binaries.native, ids) ? binaries : copyOf(binaries),
    clusterFolder: canReach(dataFolder, ids) ? clusterFolder : path.join(STATE_FOLDER, hashOf(dataFolder), 'postgres'),
  };
}

/** Makes an empty folder for the server's files that its account owns alone. */
export function makeOwnFolder(folder: string, ids: ServerAccount['ids']): void {
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o711 });
  mkdirSync(folder, { mode: 0o700 });
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(folder, ids.uid, ids.gid);
}

interface Ids {
  uid: number;
  gid: number;
}

function accountIds(): Ids | undefined {
  try {
    const read = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return undefined;
  }
}

function createAccount(): Ids {
  const sentence =
    'PostgreSQL does not run as root, and the system account "postgres" could not be made. Run this as another user, or set DATABASE_URL.';
  try {
    execFileSync('groupadd', ['--system', ACCOUNT], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '--gid', ACCOUNT, '--shell', '/usr/sbin/nologin', ACCOUNT], {
      stdio: 'ignore',
    });
  } catch {
    throw new Error(sentence);
  }
  const ids = accountIds();
  if (!ids) throw new Error(sentence);
  return ids;
}

function canReach(folder: string, ids: Ids): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copyOf(binaries: Binaries): Binaries {
  const target = path.join(STATE_FOLDER, `server-${hashOf(binaries.native)}-${statSync(binaries.postgres).mtimeMs}`);
  if (!existsSync(target)) {
    mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o711 });
    const partial = `${target}.${process.pid}`;
    cpSync(binaries.native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    }
  }
  return binariesIn(target);
}

function hashOf(text: string): string {
  return createHash('sha256').update(path.resolve(text)).digest('hex').slice(0, 12);
}
