import { DEMO_PASSWORD, hashPassword } from 'db/password';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { enroll } from '../support/database';
import { follow, openWorld, type World } from '../support/world';

const EMAIL = 'changes@example.test';
const NEW = 'seven umbrellas and a goat';
let browser: Browser;
let world: World;
beforeAll(async () => {
  browser = await launchBrowser();
  world = await openWorld();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await enroll(world.db, { name: 'Changes', roles: ['trustee'], email: EMAIL, passwordHash });
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto(`${world.origin}/sign-in`);
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await follow(page, () => page.keyboard.press('Enter'));
}
const fill = async (page: Page, current: string, next: string, again = next) => {
  await page.getByLabel('The password you have now').fill(current);
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('New password, again').fill(again);
  await follow(page, () => page.getByRole('button', { name: 'Change the password' }).click());
};

describe.each([
  ['without script, on a phone', false, 360],
  ['with script, at a desk', true, 1280],
] as const)('a person changes their password %s', (_, script, width) => {
  it('from their account, is told what will not do, and signs in by the new one', async () => {
    const [present, next] = script ? [NEW, `${NEW} again`] : [DEMO_PASSWORD, NEW];
    const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await signIn(page, present);
    await page.goto(`${world.origin}/account`);
    await follow(page, () => page.getByRole('link', { name: 'Change your password' }).click());
    await fill(page, present, 'passwordpassword');
    expect(await page.innerText('main')).toContain('This password is one of those that are tried first.');
    await fill(page, 'not this password at all', next);
    expect(await page.innerText('main')).toContain('That is not your password.');
    if (script) await expectNoAxe(page);
    for (const name of ['The password you have now', 'New password, again'])
      expect(await page.getByLabel(name).inputValue()).toBe('');
    await fill(page, present, next);
    expect(page.url()).toBe(`${world.origin}/account`);
    expect(await page.innerText('main')).toContain('Last changed');
    const other = await browser.newContext();
    const elsewhere = await other.newPage();
    await signIn(elsewhere, present);
    expect(await elsewhere.innerText('main')).toContain('Email or password is not right.');
    await signIn(elsewhere, next);
    expect(elsewhere.url()).toBe(`${world.origin}/`);
    await other.close();
    await context.close();
  });
});
