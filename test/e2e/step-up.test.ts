import { DEMO_PASSWORD } from 'db/password';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { addPasskey, plugIn } from '../support/passkeys';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const stale = () => world.db.asOperator("update sec.session set factor_at = clock_timestamp() - interval '6 minutes'");

describe('a decision after a long read', () => {
  it('is confirmed by the password and recorded, without script, and nothing is typed twice', async () => {
    const { page, context } = await visit(browser, world, 'santos');
    await page.goto(`${world.origin}/disbursements/D-2027-0002/approval`);
    await stale();
    await page.getByLabel('Ask for changes').check();
    await page.getByLabel('Reason', { exact: true }).fill('Which of the two sessions on the 12th?');
    await follow(page, () => page.getByRole('button', { name: 'Record my decision' }).click());
    expect(await page.locator('main').innerText()).toContain('Next your decision on D-2027-0002 is recorded.');
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await page.getByLabel('Your password').fill('not this one, surely');
    await follow(page, () => page.getByRole('button', { name: 'Continue' }).click());
    expect(await page.locator('main').innerText()).toContain('That is not your password.');
    await page.getByLabel('Your password').fill(DEMO_PASSWORD);
    await follow(page, () => page.getByRole('button', { name: 'Continue' }).click());
    expect(page.url()).toContain('/disbursements/D-2027-0002?recorded=decision');
    expect(await page.locator('main').innerText()).toContain('Which of the two sessions on the 12th?');
    await context.close();
  });

  it('of who has a passkey is confirmed and then signed by it', async () => {
    const { page, context } = await visit(browser, world, 'chua', { script: true });
    await plugIn(page);
    await addPasskey(world, page);
    await page.goto(`${world.origin}/disbursements/D-2027-0003/approval`);
    await stale();
    await page.getByLabel('Approve', { exact: true }).check();
    await page.getByLabel('Education').check();
    await page.getByLabel('Yes, considered').check();
    await page.getByLabel('Reason', { exact: true }).fill('School is in the plan, and the fee is the agreed one.');
    await follow(page, () => page.getByRole('button', { name: 'Record my decision' }).click());
    expect(page.url()).toContain('/confirm?next=');
    await expectNoAxe(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/approval/signature');
    await page.getByRole('button', { name: 'Sign and record my approval' }).click();
    await page.waitForURL('**/disbursements/D-2027-0003?recorded=decision');
    expect(await page.locator('main').innerText()).toContain('Signed with the approver’s passkey.');
    await context.close();
  });
});
