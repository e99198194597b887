import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { Command } from 'commander';
import { openPool } from 'db/client';
import { type Connections, defaultDataFolder, openConnections } from 'db/connections';
import { announce, releaseFile, takeFile } from 'db/embedded/held-file';
import { stateFile } from 'db/embedded/launcher';
import { checkWebLogin, isMigrated, migrate } from 'db/migrate';
import { beginInstallation, readInstallation } from 'db/operator';
import { listen, stopListening } from '~/http/listen';
import { createLog, faultFields } from '~/http/log';
import { originsFor } from '~/http/origins';
import { socketPath } from '~/vault/socket-path.server';
import { AuditCopy, auditFolder } from './audit-copy';
import { buildPages } from './build-pages';
import { command, print } from './command';
import { Failure } from './failure';
import { fillDemoWorld, forgetHalfFilled } from './fill-demo-world';
import { keepBooks } from './keep-books';
import { keepTrail } from './keep-trail';
import { keepVault } from './keep-vault';
import { signingKey } from './signing-key';
import { warnOfTalkativeDatabase } from './warn-of-talkative-database';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

interface Options {
  live?: boolean;
  rebuild?: boolean;
}

export const startCommand = new Command('start')
  .description('Starts the database and serves the pages. A new database becomes the demo world.')
  .option('--live', 'a new database is empty and holds real books; make its administrator by "admin create"')
  .option('--rebuild', 'build the pages anew')
  .action(command(start));

async function start(options: Options): Promise<void> {
  process.env.NODE_ENV ??= 'production';
  const dataFolder = defaultDataFolder();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const state = stateFile(dataFolder);
  const taking = takeFile(state);
  if (!taking.taken) {
    const where = taking.holder.url ? `at ${taking.holder.url}` : 'and is just starting';
    throw new Failure(`Tutela already runs ${where} (process ${taking.holder.pid}).`);
  }
  const undo: (() => Promise<void> | void)[] = [() => releaseFile(state)];
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  // Until pages are served, a signal takes back what was begun; then serve() lets requests finish first.
  const onEarly = () => void undoAll().finally(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, onEarly);
  try {
    const [connections, build] = await bothOrNone(
      openDatabase(dataFolder, options, undo),
      buildPages(root, { always: options.rebuild ?? false, say: print }),
    );
    await warnOfTalkativeDatabase(connections);
    await serve(connections, build, state, undoAll);
  } catch (error) {
    await undoAll();
    throw error;
  }
}

/** Waits for both before a failure is passed on, so that nothing is left half open behind it. */
async function bothOrNone<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

async function openDatabase(
  dataFolder: string,
  options: Options,
  undo: (() => Promise<void> | void)[],
): Promise<Connections> {
  const connections = await openConnections(dataFolder);
  undo.push(() => connections.release());
  if (connections.mode === 'embedded') {
    await forgetHalfFilled(connections);
    await migrate(connections);
  } else if (await isMigrated(connections)) {
    await checkWebLogin(connections.webUrl);
  } else {
    throw new Failure(`The database ${connections.database} is not up to date. Run: npm run tutela -- migrate`);
  }
  if (await readInstallation(connections.webUrl)) return connections;
  if (options.live) await beginInstallation(connections, 'live');
  else if (connections.mode === 'embedded') await fillDemoWorld(connections, print);
  else {
    throw new Failure(
      `The database ${connections.database} is empty. For the demo world run: npm run tutela -- seed. For real books: npm run tutela -- admin create`,
    );
  }
  return connections;
}

async function serve(
  connections: Connections,
  build: string,
  state: string,
  undoAll: () => Promise<void>,
): Promise<void> {
  const log = createLog();
  const installation = await readInstallation(connections.webUrl);
  const pool = openPool(connections.webUrl, { applicationName: 'web', max: 20 });
  const demo = installation?.mode === 'demo';
  const offset = (installation?.clockOffsetDays ?? 0) * 86_400_000;
  const clock = () => new Date(Date.now() + offset);
  const copy = new AuditCopy(auditFolder(connections.dataFolder));
  const auditCopy = () => copy.state;
  const health = { stopping: false, isReady: async () => (await pool.query('select 1')).rowCount === 1, auditCopy };
  const wanted = Number(process.env.PORT || 3000);
  const host = process.env.HOST || '127.0.0.1';

  // Loaded only here: no other command needs the web framework, nor the memory it takes.
  const { behindGates, remixPages } = await import('~/http/server');
  const { signOnFrom } = await import('~/http/sign-in/sign-on.server');
  const { codeAppKeyFile, openCodeAppKeys } = await import('~/http/sign-in/code-app-keys.server');
  const signOn = signOnFrom(process.env);
  const codeAppKeys = await openCodeAppKeys(pool, codeAppKeyFile(connections.dataFolder));
  const serverBuild = (await import(pathToFileURL(build).href)) as ServerBuild;
  // The gates need the port, and the port is known when the server listens: until then a request waits its turn.
  const { server, port } = await listen((request, response) => app(request, response), {
    host,
    port: wanted,
    exact: Boolean(process.env.PORT),
  });
  const origins = originsFor(port);
  const vaultSocket = socketPath(connections.dataFolder);
  const given = { pool, origins, signOn, codeAppKeys, demo, clock, log, vaultSocket, auditCopy };
  const pages = remixPages(serverBuild, given);
  const trustedProxies = process.env.TRUSTED_PROXY?.split(/[\s,]+/).filter(Boolean);
  const clientFolder = path.join(root, 'build/client');
  const app = behindGates({
    origins,
    log,
    state: health,
    pages,
    clientFolder,
    ...(trustedProxies && { trustedProxies }),
  });
  announce(state, origins.publicOrigin);
  const stopKeeping = keepBooks(pool, connections, log);
  const stopTrail = keepTrail(pool, connections, signingKey, copy, log);
  const stopVault = await keepVault(connections, vaultSocket, log);

  const stop = once(async () => {
    health.stopping = true;
    await stopListening(server);
    await stopKeeping();
    await stopTrail();
    await stopVault();
    await pool.end();
    await undoAll();
    process.exit(0);
  });
  for (const signal of SIGNALS) process.removeAllListeners(signal).on(signal, () => void stop());
  process.on('unhandledRejection', (error) => log.error('unhandled', faultFields(error)));
  process.on('uncaughtException', (error) => {
    log.error('uncaught', faultFields(error));
    process.exitCode = 1;
    void stop();
  });
  sayWhereToLook(origins.publicOrigin, demo);
}

function sayWhereToLook(origin: string, demo: boolean): void {
  print(`\nTutela runs at ${origin}`);
  if (demo)
    print('Look first: sign in as one of the cast, who are listed there. Everything in the demo world is invented.');
  else print('Sign in with your email. The first administrator is made by: npm run tutela -- admin create');
  print('Ctrl-C stops it.\n');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
