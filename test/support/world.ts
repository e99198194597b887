import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { readInstallation } from 'db/operator';
import { DEMO_PASSWORD } from 'db/password';
import { CAST, type CastId } from 'db/seed/cast';
import { seedCast } from 'db/seed/seed-cast';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createLog } from '~/http/log';
import { remixPages } from '~/http/server';
import { makeCodeAppKeys } from './code-app-keys';
import { cloneDatabase, type TestDatabase } from './database';
import { serveBehindGates, type TestServer } from './server';

/** The demo world, served as it is to people: the built pages behind the real gates, on a database of its own. */
export interface World {
  origin: string;
  db: TestDatabase;
  server: TestServer;
  /** What the pages logged. */
  said: string[];
  stop(): Promise<void>;
}

/** The pages as they were built. */
export const BUILD = path.resolve('build/server/index.js');

/**
 * `vaultOf` begins a vault on the world's database and answers where it listens; without one, reveals are refused.
 * `trustedProxies` may say that their clients come from many addresses, where a test asks more than one person would;
 * under `publicOrigin` the pages are served as behind a proxy that has https; `build` may be pages that were changed after they
 * were built.
 */
export async function openWorld(
  vaultOf?: (db: TestDatabase) => Promise<string>,
  trustedProxies?: readonly string[],
  publicOrigin?: string,
  build = BUILD,
): Promise<World> {
  if (!existsSync(build)) throw new Error('There are no built pages to walk through: npm run build makes them.');
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const offset = ((await readInstallation(db.webUrl))?.clockOffsetDays ?? 0) * 86_400_000;
  const pages = (await import(/* @vite-ignore */ pathToFileURL(build).href)) as ServerBuild;
  const said: string[] = [];
  const log = createLog({ write: (line) => void said.push(line) });
  const { codeAppKeys, remove } = await makeCodeAppKeys(db);
  const given = {
    pool: db.pool,
    codeAppKeys,
    demo: true,
    clock: () => new Date(Date.now() + offset),
    log,
    vaultSocket: (await vaultOf?.(db)) ?? '',
  };
  const server = await serveBehindGates(
    (origins) => remixPages(pages, { ...given, origins }),
    path.resolve('build/client'),
    trustedProxies,
    publicOrigin,
  );
  return {
    origin: server.origin,
    db,
    server,
    said,
    stop: async () => {
      await server.stop(500);
      await db.drop();
      remove();
    },
  };
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
}

/** One of the cast, signed in through the page. Without script unless the visit asks for it: no form may need any. */
export async function visit(
  browser: Browser,
  world: World,
  who: CastId,
  options: { script?: boolean; width?: number; dark?: boolean } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? false,
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  await page.goto(`${world.origin}/sign-in`);
  await page.getByLabel('Email').fill(CAST[who].email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await follow(page, () => page.getByRole('button', { name: 'Sign in', exact: true }).click());
  return { page, context };
}

/** Does what leads to another page, or to the same one anew, and waits until it is there. */
export async function follow(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForNavigation(), act()]);
}

/** Presses a button of this name, and waits for the page that answers. */
export const press = (page: Page, name: string): Promise<void> =>
  follow(page, () => page.getByRole('button', { name, exact: true }).click());
