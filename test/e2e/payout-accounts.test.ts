import type { CastId } from 'db/seed/cast';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, expectWhole as whole } from '../support/browser';
import { openTestVault, type TestVault } from '../support/vault';
import { follow, openWorld, press, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let vault: TestVault;
beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld(async (db) => {
    vault = await openTestVault(db, { identities: true });
    return vault.socket;
  });
});
afterAll(async () => {
  await browser?.close();
  await vault?.stop();
  await world?.stop();
});

const at = (path: string) => `${world.origin}${path}`;
const main = (page: Page) => page.locator('main').innerText();
const click = (page: Page, name: RegExp) => follow(page, () => page.getByRole('link', { name }).first().click());
const as = async (who: CastId) => (await visit(browser, world, who, { script: true })).page;

it('three people change where a provider is paid; a fourth reads who did what', async () => {
  const tan = await as('tan');
  await tan.goto(at('/disbursements'));
  await click(tan, /^Providers and their accounts/);
  await whole(tan);
  await click(tan, /^Provider 03/);
  await click(tan, /^Ask to change the account/);
  await press(tan, 'Ask for it');
  expect(await main(tan)).toContain('Choose why.');
  await tan.getByLabel('It changed its bank or account').check();
  await tan.getByLabel('Name of the account’s holder').fill('Klinika Ñamarindong Wala');
  await tan.getByLabel('Account number').fill('1234');
  await press(tan, 'Ask for it');
  const refused = await main(tan);
  expect(refused).toContain('Account number: write all of it, at least eight letters and digits.');
  expect(await tan.content()).not.toContain('Ñamarindong');
  await whole(tan);
  await tan.getByLabel('It changed its bank or account').check();
  await tan.getByLabel('Name of the account’s holder').fill('Klinika Ñamarindong Wala');
  await tan.getByLabel('Account number').fill('TEST-0000-5550-9042');
  await press(tan, 'Ask for it');
  expect(await main(tan)).toContain('Version 2, ..9042: Waits for a call back');
  expect(await main(tan)).not.toContain('Record the call back');

  const santos = await as('santos');
  await santos.goto(at('/providers/Provider%2003'));
  await click(santos, /^Record the call back/);
  await whole(santos);
  await santos.getByLabel('In the contract').check();
  const since = santos.getByRole('group', { name: /Since when/ });
  await since.getByLabel('Month').fill('Mar');
  await since.getByLabel('Day').fill('3');
  await since.getByLabel('Year').fill('2026');
  await santos.getByLabel(/They asked for it/).check();
  await press(santos, 'Record the call');

  const chua = await as('chua');
  await chua.goto(at('/providers/Provider%2003'));
  await click(chua, /^Agree to it/);
  await whole(chua);
  await chua.getByLabel(/A letter of their bank/).check();
  await press(chua, 'Agree to the account');

  const lim = await as('lim');
  await lim.goto(at('/providers/Provider%2003'));
  const told = await main(lim);
  expect(told).toContain('Agreed, not yet in force');
  for (const who of ['J. Tan', 'P. Santos', 'L. Chua']) expect(told).toContain(who);
  expect(told).not.toMatch(/Stop it|Ask to change/);
  await whole(lim);

  const alvarez = await as('alvarez');
  await alvarez.goto(at('/disbursements/D-2027-0002'));
  expect(await main(alvarez)).toContain('Change asked for, ..9042: agreed, not yet in force');
  await alvarez.goto(at('/providers/Provider%2003'));
  await click(alvarez, /^Stop it/);
  await whole(alvarez);
  await press(alvarez, 'Stop it');
  await alvarez.goto(at('/providers/Provider%2003'));
  expect(await main(alvarez)).toContain('Stopped by R. Alvarez');
});
