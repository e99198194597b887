import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { versionOf } from './binaries';
import { readHolder, releaseFile, takeFile } from './held-file';
import { readPostmaster, removeForeignLock, serves, worksIn } from './postmaster';
import { makeOwnFolder, type ServerAccount, serverAccount } from './server-account';

export interface Embedded {
  /** A connection as the superuser `postgres` to the database `postgres`. */
  adminUrl: string;
  clusterFolder: string;
  pid: number;
  port: number;
  /** Whether this call started the server, or found it running. */
  started: boolean;
}

export interface EmbeddedOptions {
  /** Holds the cluster, its log, its superuser's password and the state of the system. */
  dataFolder: string;
  /** More server settings, for tests. */
  settings?: Record<string, string>;
  /** A port to try first, for tests of a taken port. */
  firstPort?: number;
  /** Another PostgreSQL than the one npm installed, for tests: the folder of its bin, "/usr/lib/postgresql/15". */
  programs?: string | undefined;
}

/**
 * Server settings. The log carries no parameter, no statement and no error of people's data: an error quotes what was
 * typed, and the application notes its code. Listening on the loopback address alone, without a socket file, leaves the password as the only way in.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_statement: 'ddl',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
};

/** Starts the database of a data folder, or finds it running. Throws a sentence where it cannot. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataFolder = path.resolve(options.dataFolder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const launch = path.join(dataFolder, 'launch.lock');
  const deadline = Date.now() + 60_000;
  while (!takeFile(launch).taken) {
    if (Date.now() > deadline)
      throw new Error(`Another process has been starting the database in ${dataFolder} for a minute.`);
    await sleep(50);
  }
  try {
    const account = serverAccount(dataFolder, options.programs);
    return (await findRunning(options)) ?? (await startWhenFree(dataFolder, account, options));
  } finally {
    releaseFile(launch);
  }
}

/** The running database of a data folder: also one that a killed process left behind. */
export async function findRunning(
  options: Pick<EmbeddedOptions, 'dataFolder' | 'programs'>,
): Promise<Embedded | undefined> {
  const dataFolder = path.resolve(options.dataFolder);
  if (!existsSync(passwordFile(dataFolder))) return undefined;
  const { clusterFolder } = serverAccount(dataFolder, options.programs);
  const found = readPostmaster(clusterFolder);
  if (!found || !worksIn(found.pid, clusterFolder)) return undefined;
  const adminUrl = adminUrlOf(dataFolder, found.port);
  // A server that has just begun, or recovers after a crash, answers a little later.
  for (let tries = 0; tries < 200 && worksIn(found.pid, clusterFolder); tries += 1) {
    if (await serves(adminUrl, clusterFolder)) return { ...found, adminUrl, clusterFolder, started: false };
    await sleep(50);
  }
  return undefined;
}

/** Stops the server of a cluster: open transactions are rolled back, and the files are left clean. */
export async function stopEmbedded(server: Pick<Embedded, 'pid' | 'clusterFolder'>): Promise<void> {
  if (!worksIn(server.pid, server.clusterFolder)) return;
  if (process.platform === 'win32')
    execFileSync('taskkill', ['/pid', String(server.pid), '/t', '/f'], { stdio: 'ignore' });
  else process.kill(server.pid, 'SIGINT');
  for (let tries = 0; worksIn(server.pid, server.clusterFolder); tries += 1) {
    if (tries === 400) process.kill(server.pid, 'SIGQUIT');
    await sleep(50);
  }
}

/** The state file of the whole system; its holder is the process that serves the pages. */
export function stateFile(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), 'state.json');
}

export function runningSystem(dataFolder: string) {
  return readHolder(stateFile(dataFolder));
}

async function startWhenFree(dataFolder: string, account: ServerAccount, options: EmbeddedOptions): Promise<Embedded> {
  const { clusterFolder } = account;
  if (!existsSync(path.join(clusterFolder, 'PG_VERSION'))) await initialize(dataFolder, account);
  removeForeignLock(clusterFolder);
  const log = path.join(dataFolder, 'postgres.log');
  let lastWords = '';
  for (let tries = 0; tries < 40; tries += 1) {
    const port = tries === 0 && options.firstPort ? options.firstPort : await freePort();
    const outcome = await launch(account, { port, log, settings: { ...SETTINGS, ...options.settings }, dataFolder });
    if ('server' in outcome) return outcome.server;
    lastWords = outcome.lastWords;
    // A taken port is tried anew at once. Shared memory or a lock of a killed server is let go when its last process ends.
    if (/could not bind|could not create any TCP/.test(lastWords)) continue;
    if (!/shared memory|lock file/.test(lastWords)) break;
    await sleep(Math.min(50 * 2 ** tries, 500));
  }
  const reason = lastWords.split('\n').find((line) => line.includes('FATAL')) ?? lastWords.split('\n')[0] ?? '';
  throw new Error(
    `The database in ${dataFolder} did not start: ${reason.replace(/^.*?FATAL:\s*/, '')} Its log is ${log}.`,
  );
}

interface Launch {
  port: number;
  log: string;
  settings: Record<string, string>;
  dataFolder: string;
}

async function launch(account: ServerAccount, to: Launch): Promise<{ server: Embedded } | { lastWords: string }> {
  const { clusterFolder, binaries, ids } = account;
  const sink = openSync(to.log, 'a', 0o600);
  const from = existsSync(to.log) ? readFileSync(to.log).length : 0;
  const flags = Object.entries(to.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: a Ctrl-C at the terminal reaches only the process that then stops the server in order.
  const child = spawn(binaries.postgres, ['-D', clusterFolder, '-p', String(to.port), ...flags], {
    ...ids,
    detached: true,
    cwd: '/',
    stdio: ['ignore', sink, sink],
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'UTC' },
  });
  closeSync(sink);
  child.unref();
  const adminUrl = adminUrlOf(to.dataFolder, to.port);
  const gone = exitOf(child);
  for (;;) {
    // A stranger on the port may keep the question open, so the end of our own process is listened for meanwhile.
    if ((await Promise.race([serves(adminUrl, clusterFolder), gone])) === true) {
      return { server: { adminUrl, clusterFolder, pid: child.pid ?? 0, port: to.port, started: true } };
    }
    const ended = await Promise.race([gone, sleep(30)]);
    if (ended) return { lastWords: ended + readFileSync(to.log).subarray(from).toString('utf8') };
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve('\n'));
    child.once('error', (error) => resolve(`FATAL: ${error.message}\n`));
  });
}

async function initialize(dataFolder: string, account: ServerAccount): Promise<void> {
  const { clusterFolder, binaries, ids } = account;
  const partial = `${clusterFolder}.partial`;
  // Made beside the final place and renamed: a start that is killed half way leaves nothing that looks like a cluster.
  rmSync(partial, { recursive: true, force: true });
  makeOwnFolder(partial, ids);
  const password = randomBytes(24).toString('base64url');
  const asked = `${partial}.password`;
  writeFileSync(asked, `${password}\n`, { mode: 0o600 });
  if (ids.uid !== undefined && ids.gid !== undefined) {
    chownSync(asked, ids.uid, ids.gid);
  }
  const flags = ['--auth=scram-sha-256', '--username=postgres', '--encoding=UTF8', `--pwfile=${asked}`];
  // The built-in provider, of 17 and later, sorts and folds alike on every system and in every release of its library.
  const locale =
    versionOf(binaries) >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'];
  try {
    await run(binaries.initdb, [`--pgdata=${partial}`, ...flags, ...locale], ids);
  } finally {
    rmSync(asked, { force: true });
  }
  writeFileSync(passwordFile(dataFolder), password, { mode: 0o600 });
  chmodSync(passwordFile(dataFolder), 0o600);
  renameSync(partial, clusterFolder);
}

function run(program: string, flags: string[], ids: ServerAccount['ids']): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, {
      ...ids,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The database could not be made: ${words.trim().split('\n')[0]}`)),
    );
  });
}

function passwordFile(dataFolder: string): string {
  return path.join(dataFolder, 'postgres-password');
}

function adminUrlOf(dataFolder: string, port: number): string {
  const password = readFileSync(passwordFile(dataFolder), 'utf8').trim();
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
