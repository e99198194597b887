import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRunning } from 'db/embedded/launcher';
import { worksIn } from 'db/embedded/postmaster';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database';

// The bench is a process that starts a server of its own.
vi.setConfig({ testTimeout: 180_000 });

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  folder = mkdtempSync(path.join(tmpdir(), 'bench-test-'));
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/run.ts', 'ledger', ...args], {
    env: { ...process.env, DATABASE_URL: '', TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, said: () => said };
}

/** Folders of a bench in its temporary folder. */
const left = () => readdirSync(folder).filter((name) => name.startsWith('tutela-bench-'));

describe('the bench refuses, with a sentence', () => {
  it('a figure that there is not', async () => {
    const run = start(['--only', 'W5,W99']);
    expect(await run.ended).toBe(1);
    expect(run.said()).toContain('There is no figure "W99". There are R1, R2, R3, R5, W1, W2, W4, W5, W6, W7.');
  });

  it('a database that holds something, and makes none beside it', async () => {
    const run = start([], { DATABASE_URL: db.operatorUrl });
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(new RegExp(`^The database ${db.name} of DATABASE_URL holds \\d+ tables\\.`));
    const others = await db.asOperator("select datname from pg_database where datname like 'tutela_bench_%'");
    expect(others).toEqual([]);
    expect(left()).toEqual([]);
  });
});

describe('the bench leaves nothing behind', () => {
  it('after a run, whose file is figures with numbers for goals', async () => {
    const file = path.join(folder, 'figures.json');
    const run = start(['--postings', '1000', '--rounds', '1', '--seconds', '1', '--only', 'R1', '--json', file]);
    expect(await run.ended, run.said()).toBe(0);
    const figures: Record<string, unknown>[] = JSON.parse(readFileSync(file, 'utf8'));
    expect(figures.map(({ id }) => id)).toEqual(['R1', 'R1-rss']);
    for (const figure of figures) {
      expect(Object.keys(figure)).toEqual(['id', 'clients', 'ratio', 'goal', 'met', 'rounds']);
      expect(figure).toMatchObject({ clients: 1, ratio: expect.any(Number), goal: expect.any(Number) });
    }
    expect(left()).toEqual([]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('after %s, also sent twice', async (signal, status) => {
    const run = start(['--only', 'R2']);
    const server = await vi.waitUntil(() => serverOf(left()[0]), { timeout: 60_000, interval: 50 });
    run.child.kill(signal);
    run.child.kill(signal);
    expect(await run.ended, run.said()).toBe(status);
    expect(left()).toEqual([]);
    expect(existsSync(server.clusterFolder)).toBe(false);
    expect(worksIn(server.pid, server.clusterFolder)).toBe(false);
  });
});

async function serverOf(name: string | undefined) {
  return name === undefined ? undefined : findRunning({ dataFolder: path.join(folder, name) });
}
