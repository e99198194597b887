import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDatabase } from 'db/connections';
import { startEmbedded, stopEmbedded } from 'db/embedded/launcher';
import pg from 'pg';
import { expect } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}

export function runProgram(
  program: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: 100_000 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** By Node itself, so that it starts where no program is to be found. */
function tutela(env: Record<string, string | undefined>, args: readonly string[]): Promise<Ran> {
  return runProgram(process.execPath, ['--import', 'tsx', path.join(ROOT, 'app/cli/tutela.ts'), ...args], env);
}

/**
 * An installation of its own in a temporary folder, with its database already running: a command then finds it, as it
 * finds the running system's, and takes only its own start.
 */
export async function openInstallation() {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'tutela-cli-'));
  const server = await startEmbedded({ dataFolder, settings: { fsync: 'off' } });
  // A command stops the server that nobody else uses; this connection uses it.
  const staying = new pg.Client({ connectionString: server.adminUrl });
  staying.on('error', () => {});
  await staying.connect();
  const file = (name: string) => path.join(dataFolder, name);
  const env = {
    TUTELA_DATA_DIR: dataFolder,
    DATABASE_URL: undefined,
    DATABASE_WEB_URL: undefined,
    LOG_LEVEL: undefined,
  };
  return {
    dataFolder,
    file,
    write: (name: string, content: string | Buffer) => {
      writeFileSync(file(name), content);
      return file(name);
    },
    read: (name: string) => readFileSync(file(name)),
    /** The command as an operator types it. */
    tutela: (...args: string[]) => tutela(env, args),
    /** The same, with settings of its own. */
    with: (settings: Record<string, string>, ...args: string[]) => tutela({ ...env, ...settings }, args),
    async asSuperuser<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
      const client = new pg.Client({ connectionString: withDatabase(server.adminUrl, 'tutela') });
      await client.connect();
      try {
        return (await client.query<Row>(text)).rows;
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await staying.end();
      await stopEmbedded(server);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/** A failure is one sentence and exit status 1: never the inside of the program, never a query. */
export function expectSentence(ran: Ran | undefined, words: string | RegExp): void {
  expect(ran?.stderr).toMatch(words);
  expect(`${ran?.stdout}${ran?.stderr}`).not.toMatch(/^\s+at .+:\d+/m);
  expect(ran?.stderr).not.toMatch(/Something went wrong|Failed query/);
  expect(ran?.status).toBe(1);
}
