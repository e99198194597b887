import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Embedded,
  findRunning,
  runningSystem,
  startEmbedded,
  stateFile,
  stopEmbedded,
} from 'db/embedded/launcher';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let dataFolder: string;
let server: Embedded;

beforeAll(async () => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'tutela-launcher-'));
  server = await startEmbedded({ dataFolder });
}, 30_000);
afterAll(async () => {
  await stopEmbedded(server);
  rmSync(dataFolder, { recursive: true, force: true });
});

async function ask(text: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => {});
  await client.connect();
  return client
    .query(text)
    .then((result) => result.rows[0])
    .finally(() => client.end());
}

it('serves its own folder, on the loopback address, by password, in UTF-8', async () => {
  const found =
    await ask(`select current_setting('listen_addresses') as on, current_setting('server_encoding') as encoding,
    current_setting('log_parameter_max_length_on_error') as logged, current_setting('data_directory') as folder`);
  expect(found).toMatchObject({ on: '127.0.0.1', encoding: 'UTF8', logged: '0' });
  const wrong = new pg.Client({ connectionString: server.adminUrl.replace(/:[^:@]+@/, ':wrong@') });
  await expect(wrong.connect()).rejects.toThrow('password authentication failed');
});

it('keeps its password for its user alone', () => {
  expect(statSync(path.join(dataFolder, 'postgres-password')).mode & 0o777).toBe(0o600);
});

it('a second start finds the running one, also when several ask at once', async () => {
  const found = await Promise.all([
    startEmbedded({ dataFolder }),
    startEmbedded({ dataFolder }),
    findRunning({ dataFolder }),
  ]);
  expect(found.map((each) => [each?.pid, each?.started])).toEqual(Array(3).fill([server.pid, false]));
});

it('a start after a kill -9 of the server brings it back', async () => {
  process.kill(server.pid, 'SIGKILL');
  const next = await startEmbedded({ dataFolder });
  expect(next.started).toBe(true);
  expect(next.pid).not.toBe(server.pid);
  server = next;
  expect(await ask('select 1 as one')).toEqual({ one: 1 });
}, 30_000);

it('a server left behind by a killed process is recognised and reused', async () => {
  await stopEmbedded(server);
  const script = `import { startEmbedded } from ${JSON.stringify(path.resolve('db/embedded/launcher.ts'))};
    startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)} }).then((s) => { console.log(s.pid); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(
    await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk)))),
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  server = await startEmbedded({ dataFolder });
  expect(server).toMatchObject({ pid, started: false });
}, 30_000);

it('a taken port is not mistaken for ours: another is taken', async () => {
  await stopEmbedded(server);
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const taken = (stranger.address() as { port: number }).port;
  server = await startEmbedded({ dataFolder, firstPort: taken });
  stranger.close();
  expect(server.port).not.toBe(taken);
});

it('a lock file whose process id now belongs to a stranger does not keep it from starting', async () => {
  const lock = path.join(server.clusterFolder, 'postmaster.pid');
  const text = readFileSync(lock, 'utf8');
  await stopEmbedded(server);
  writeFileSync(lock, text.replace(/^\d+/, String(process.pid)));
  server = await startEmbedded({ dataFolder });
  expect(server.started).toBe(true);
});

it('a state file of a dead process says nothing; one of a living process says where', async () => {
  writeFileSync(stateFile(dataFolder), JSON.stringify({ pid: 999_999_999, began: '1', url: 'http://localhost:1' }));
  expect(runningSystem(dataFolder)).toBeUndefined();
  expect(existsSync(stateFile(dataFolder))).toBe(true);
});
