import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishAggregates } from '~/domain/aggregates/publish-aggregates.server';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { actAs, operatorToken } from '../support/database';
import { plantChildServed } from '../support/plant-served';
import { openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
const SERVED = [
  ...Array(14).fill(['MH-IND', '2035-01-01']),
  ...Array(19).fill(['MH-IND', '2030-01-01']),
  ...Array(3).fill(['EDU', '2035-01-01']),
  ...Array(8).fill(['EDU', '2030-01-01']),
  ...Array(11).fill(['SHELTER', '2030-01-01']),
] as [service: string, majorityOn: string][];

beforeAll(async () => {
  browser = await launchBrowser();
  world = await openWorld();
  const token = await operatorToken(world.db);
  for (const [at, [service, majorityOn]] of SERVED.entries())
    await plantChildServed(world.db, token, { code: `P-${at}`, service, majorityOn, after: '2026-05-01', times: 3 });
  await actAs(world.db, token, (tx) => publishAggregates(tx, '2026-04-01'));
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('the figures of a quarter', () => {
  it.each(['chambersZ', 'reyes'] as const)(
    'are read by %s on a desk and a phone, and no small count is among them',
    async (who) => {
      for (const width of [1280, 360]) {
        const { page, context } = await visit(browser, world, who, { width, script: true });
        for (const address of ['/aggregates', '/aggregates/2026-q2']) {
          expect((await page.goto(world.origin + address))?.status()).toBe(200);
          await expectNoAxe(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
        const children = page.getByRole('table', { name: 'Children by service and age' });
        const education = children.locator('tr', { hasText: 'School fees' });
        expect(await education.locator('td').allInnerTexts()).toEqual(['[c]\nnot shown', '[c]\nnot shown', '11']);
        expect(await children.innerText()).toContain('33');
        await context.close();
      }
    },
  );

  it('leave as a file with a number in its name', async () => {
    const { page, context } = await visit(browser, world, 'chambersZ');
    const file = await page.context().request.get(`${world.origin}/aggregates/2026-q2/table.csv`);
    expect(file.status()).toBe(200);
    expect(file.headers()['content-disposition']).toMatch(/services-2026-q2-X-\d{4}-\d{4}\.csv/);
    expect(await file.text()).not.toMatch(/,EDU,[^,\n]*,[1-4],/);
    await context.close();
  });
});
