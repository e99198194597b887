import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IDENTITIES } from 'db/seed/identities';
import { layIdentities } from 'db/seed/lay-identities';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keepVault } from '~/cli/keep-vault';
import { createLog } from '~/http/log';
import { askVault } from '~/vault/ask-vault.server';
import { sealKeys } from '~/vault/key-sources.server';
import { launchBrowser } from '../support/browser';
import { operatorToken } from '../support/database';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let folder: string;
let socket: string;
let page: Page;
let stop: () => Promise<void>;
const [argv, execArgv] = [process.argv, process.execArgv];
const NAME = IDENTITIES.find((item) => item.code === 'NIYOG-01')?.values.name as string;
const PROGRAM = path.resolve('app/cli/tutela.ts');
const log = createLog({ write: () => {} });
const keep = () => keepVault({ vaultUrl: world.db.vaultUrl, vaultFolder: folder }, socket, log);

beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  folder = mkdtempSync(path.join(tmpdir(), 'tutela-away-'));
  socket = path.join(folder, 'vault.sock');
  world = await openWorld(async () => socket);
  await layIdentities({
    ownerUrl: world.db.operatorUrl,
    webUrl: world.db.webUrl,
    vaultUrl: world.db.vaultUrl,
    vaultFolder: folder,
  });
  // The vault's process begins as the command does that begins it.
  process.argv = [process.execPath, PROGRAM];
  process.execArgv = ['--import', 'tsx'];
  stop = await keep();
  await untilVault('open');
  const person = (who: string) => `(select id from person where email = '${who}@cast.example')`;
  await world.db.asOperator(
    `insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, expires_at)
     select 'V-AWAY', id, 'agreed', 'name', 'care', 'planted by a test', '', ${person('dizon')}, ${person('alvarez')}, now() + interval '1 day' from beneficiary where code = 'NIYOG-01'`,
  );
  await world.db.asOperator(
    `insert into reveal_decision (request_id, decided_by, decision, reason, open_until)
     select id, ${person('alvarez')}, 'agreed', 'planted', now() + interval '1 hour' from reveal_request where reference = 'V-AWAY'`,
  );
  ({ page } = await visit(browser, world, 'dizon'));
});
afterAll(async () => {
  process.argv = argv;
  process.execArgv = execArgv;
  await stop?.();
  await browser?.close();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const status = () =>
  askVault(socket, { ask: 'status' }).then(
    ({ state }) => state as string,
    () => 'away',
  );
async function untilVault(state: string): Promise<void> {
  await vi.waitUntil(async () => (await status()) === state, { timeout: 40_000, interval: 100 });
}
/** The vault's processes that this one began. */
const processes = () => {
  try {
    return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'vault serve'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } catch {
    return [];
  }
};
/** At once, not after the wait that grows with each end. */
async function beginAgain(): Promise<void> {
  await stop();
  stop = await keep();
}
/** Presses the button, and reads the page. */
async function show(): Promise<string> {
  await page.goto(`${world.origin}/reveals/V-AWAY/opening`);
  await page.getByLabel('Code', { exact: true }).fill('NIYOG-01');
  await follow(page, () => page.getByRole('button', { name: 'Show the name' }).click());
  return page.locator('main').innerText();
}
const othersWork = async () => {
  for (const at of ['/', '/beneficiaries', '/services-delivered/new?for=NIYOG-01'])
    expect((await page.goto(world.origin + at))?.status()).toBe(200);
};

it('killed while the pages run: a sentence, everything else goes on, and it works again when it is back', async () => {
  expect(await show()).toContain(NAME);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  const [first] = processes() as [number];
  // Its successors do not come up while the page is asked, however fast this machine is.
  process.argv[1] = path.join(folder, 'no-such-program');
  process.kill(first, 'SIGKILL');
  await untilVault('away');
  expect(await show()).toContain(
    'The vault does not answer. No details were shown. Everything else works; try again in a minute.',
  );
  await othersWork();
  process.argv[1] = PROGRAM;
  await untilVault('open');
  expect(processes()).not.toContain(first);
  expect(await show()).toContain(NAME);
});

it('a start beside a vault that runs already begins none and leaves it running; without the setting it would', async () => {
  const before = processes();
  expect(before.length).toBe(1);
  vi.stubEnv('TUTELA_VAULT_SOCKET', socket);
  const stopOther = await keep();
  await sleep(200);
  expect(processes()).toEqual(before);
  await stopOther();
  expect(await status()).toBe('open');
  vi.stubEnv('TUTELA_VAULT_SOCKET', path.join(folder, 'none.sock'));
  const own = await keepVault(
    { vaultUrl: world.db.vaultUrl, vaultFolder: folder },
    path.join(folder, 'none.sock'),
    log,
  );
  expect(processes().length).toBe(2);
  await own();
  vi.unstubAllEnvs();
  expect(processes()).toEqual(before);
});

it('killed in the middle of rotations: it comes back able to read, and the next rotation leaves one root', async () => {
  const token = await operatorToken(world.db);
  const rotate = (what: 'root' | 'data') => askVault(socket, { ask: 'rotate', token, requestId: 'r', what });
  for (const [what, after] of [
    ['root', 10],
    ['root', 40],
    ['data', 25],
  ] as const) {
    const cut = rotate(what).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
    await sleep(after);
    process.kill(processes()[0] as number, 'SIGKILL');
    expect(['done', 'vault.unreachable']).toContain(await cut);
    await beginAgain();
    await untilVault('open');
  }
  const { version } = await rotate('root');
  expect(Object.keys(JSON.parse(readFileSync(path.join(folder, 'keys.json'), 'utf8')))).toEqual([String(version)]);
  expect(await show()).toContain(NAME);
});

it('started sealed: every reveal is refused with a sentence, everything else works, and two shares open it', async () => {
  const [one, two] = sealKeys(folder) as [string, string];
  await beginAgain();
  await untilVault('sealed');
  expect(await show()).toContain(
    'The vault is sealed. Two of its keepers open it, each with a share. No details were shown.',
  );
  await othersWork();
  await askVault(socket, { ask: 'unseal', share: two });
  expect(await show()).toContain('The vault is sealed.');
  expect(await askVault(socket, { ask: 'unseal', share: one })).toEqual({ sharesNeeded: 0 });
  expect(await show()).toContain(NAME);
});
