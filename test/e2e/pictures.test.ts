import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CastId } from 'db/seed/cast';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { openWorld, visit, type World } from '../support/world';

/** The README's pictures; with TUTELA_DRAW=1 this run draws them anew, else it draws beside them. */
const KEPT = fileURLToPath(new URL('./pictures/', import.meta.url));
const SIZE = { width: 1120, height: 1500 };

let browser: Browser;
let world: World;
let folder: string;
beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
  folder = process.env.TUTELA_DRAW ? KEPT : mkdtempSync(path.join(tmpdir(), 'tutela-pictures-'));
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  if (folder !== KEPT) rmSync(folder, { recursive: true, force: true });
});

/** Width and height, from the head of the file (PNG 11.2.2). */
const sizeOf = (file: string) => {
  const head = readFileSync(file);
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
};

describe('the pictures of the README', () => {
  it.each<[file: string, who: CastId, page: () => Promise<string>, words: string[]]>([
    [
      'approval.png',
      'chua',
      async () => '/disbursements/D-2027-0002/approval',
      ['KALACHUCHI-17', '869.57', 'Can the trust afford it?', 'Will the money last?', 'Who must agree?'],
    ],
    [
      'accounting.png',
      'chambersZ',
      async () => {
        const [row] = await world.db.asOperator<{ reference: string }>('select reference from accounting');
        return `/accountings/${row?.reference}`;
      },
      ['T-0042', '41,559.00', 'Schedule A'],
    ],
  ])('%s is drawn from the demo world', async (file, who, page, words) => {
    const visitor = await visit(browser, world, who, { script: true });
    await visitor.page.setViewportSize(SIZE);
    await visitor.page.goto(world.origin + (await page()));
    const shown = await visitor.page.locator('body').innerText();
    for (const word of words) expect(shown).toContain(word);
    await visitor.page.screenshot({ path: path.join(folder, file) });
    await visitor.context.close();
    expect(sizeOf(path.join(folder, file))).toEqual(SIZE);
    expect(sizeOf(path.join(KEPT, file))).toEqual(SIZE);
  });
});
