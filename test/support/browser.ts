import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

export interface FoundBrowser {
  executablePath: string;
  /** What this browser needs besides our own flags. */
  args: readonly string[];
}

const NO_BROWSER =
  'No Chromium was found: install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or name yours in the variable CHROME.';

/** A server answers on this machine only: nothing the browser does for itself may wait for a network, or show in a test. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The first of: $CHROME, the system's, Playwright's own, the one that npm ships for Linux. Where there is none, a
 * person's run may skip with the sentence that is printed; in CI it throws that sentence.
 */
async function findBrowser(): Promise<FoundBrowser | undefined> {
  const named = process.env.CHROME;
  if (named && !existsSync(named)) throw new Error(`The variable CHROME names ${named}, which is not there.`);
  const installed = [named, ...SYSTEM_BROWSERS, ...playwrightBrowsers()].find((file) => file && existsSync(file));
  if (installed) return { executablePath: installed, args: [] };
  const shipped = await shippedBrowser();
  if (shipped) return shipped;
  if (process.env.CI) throw new Error(NO_BROWSER);
  console.warn(NO_BROWSER);
  return undefined;
}

/** A headless browser of our own; close it. Throws the sentence where there is none to be had. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  if (!found) throw new Error(NO_BROWSER);
  const asRoot = process.getuid?.() === 0;
  // Chromium refuses to put its own processes into a sandbox for root, who has none around them.
  const args = [...found.args, ...FLAGS, ...(asRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath: found.executablePath, args: [...new Set(args)], headless: true });
}

export interface AxeFinding {
  rule: string;
  impact: string;
  help: string;
  where: string[];
}

/** Injected as the debugger does, which no content security policy hinders. Needs a page that may run scripts. */
async function axeViolations(page: Page, options: RunOptions = {}): Promise<AxeFinding[]> {
  await page.evaluate(axeSource());
  const results = await page.evaluate(
    (given) =>
      (window as unknown as { axe: { run(on: Document, how: RunOptions): Promise<AxeResults> } }).axe.run(
        document,
        given,
      ),
    options,
  );
  return results.violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    help,
    where: nodes.map(({ html }) => html),
  }));
}

export async function expectNoAxe(page: Page, options: RunOptions = {}): Promise<void> {
  expect(await axeViolations(page, options), `accessibility of ${page.url()}`).toEqual([]);
}

/** Whole at a desk and on a phone: nothing scrolls sideways, and no accessibility finding. */
export async function expectWhole(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await expectNoAxe(page);
  }
}

let source: string | undefined;

function axeSource(): string {
  source ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}

/** The newest first. */
function playwrightBrowsers(): string[] {
  const folder = playwrightFolder();
  if (!existsSync(folder)) return [];
  const revisions = readdirSync(folder)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((a, b) => Number(b.split('-').at(-1)) - Number(a.split('-').at(-1)));
  return revisions.flatMap((revision) =>
    [
      'chrome-linux/chrome',
      'chrome-linux64/chrome',
      'chrome-linux/headless_shell',
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-win/chrome.exe',
      'chrome-win64/chrome.exe',
    ].map((file) => path.join(folder, revision, file)),
  );
}

function playwrightFolder(): string {
  const given = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (given && given !== '0') return given;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return path.join(homedir(), '.cache/ms-playwright');
}

/** Built for one platform only; it unpacks itself at its first start. */
async function shippedBrowser(): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const { default: shipped } = await import('@sparticuz/chromium');
    return { executablePath: await shipped.executablePath(), args: shipped.args };
  } catch {
    return undefined;
  }
}
