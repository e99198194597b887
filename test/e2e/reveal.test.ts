import { IDENTITIES } from 'db/seed/identities';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { openTestVault, type TestVault } from '../support/vault';
import { follow, openWorld, visit, type World } from '../support/world';

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

const NAME = IDENTITIES.find((item) => item.code === 'NIYOG-01')?.values.name as string;

it('a caseworker asks, a trustee agrees, the name is shown once in one answer, hidden, and reviewed; without script', async () => {
  const worker = await visit(browser, world, 'dizon', { width: 360 });
  await worker.page.goto(`${world.origin}/beneficiaries/NIYOG-01/reveal`);
  await follow(worker.page, () => worker.page.getByRole('button', { name: 'Ask', exact: true }).click());
  expect(await worker.page.locator('main').innerText()).toContain('Choose what you need.');
  await worker.page.getByLabel('Name', { exact: true }).check();
  await worker.page.getByLabel('What is it for?').selectOption('sealed_filing');
  await worker.page.getByLabel('Why now, and for whom?').fill('The sealed annex of the account asks for it.');
  await worker.page.getByLabel('A second person, first').check();
  await worker.page.getByLabel('Second person', { exact: true }).selectOption({ label: 'R. Alvarez' });
  await follow(worker.page, () => worker.page.getByRole('button', { name: 'Ask', exact: true }).click());
  const address = worker.page.url();
  expect(await worker.page.locator('main').innerText()).toContain('R. Alvarez decides on it until');
  expect(await worker.page.content()).not.toContain(NAME);
  await worker.page.goto(`${address}/opening`);
  expect(worker.page.url()).toBe(address);

  const second = await visit(browser, world, 'alvarez', { script: true });
  await second.page.goto(`${address}/agreement`);
  await expectNoAxe(second.page);
  await second.page.getByLabel(/^Agree/).check();
  await second.page.getByRole('textbox', { name: 'Reason' }).fill('The order names the annex.');
  await follow(second.page, () => second.page.getByRole('button', { name: 'Record my decision' }).click());
  expect(await second.page.content()).not.toContain(NAME);

  await worker.page.goto(`${address}/opening`);
  expect(await worker.page.content()).not.toContain(NAME);
  // Not by a slip: the code is typed, and another one opens nothing.
  await worker.page.getByLabel('Code', { exact: true }).fill('KALACHUCHI-17');
  await follow(worker.page, () => worker.page.getByRole('button', { name: 'Show the name' }).click());
  expect(await worker.page.locator('main').innerText()).toContain('That is not the code of this request.');
  expect(await worker.page.content()).not.toContain(NAME);
  await worker.page.getByLabel('Code', { exact: true }).fill('NIYOG-01');
  const [answer] = await Promise.all([
    worker.page.waitForNavigation(),
    worker.page.getByRole('button', { name: 'Show the name' }).click(),
  ]);
  expect(answer?.headers()).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer?.headers().refresh).toMatch(/^5\d\d; url=\/reveals\/V-/);
  const shown = await worker.page.locator('main').innerText();
  expect(shown).toContain(NAME);
  expect(shown).toContain('A. Dizon V-');
  expect(await worker.page.title()).not.toContain(NAME);
  expect(worker.page.url()).not.toContain(encodeURIComponent(NAME));
  await follow(worker.page, () => worker.page.getByRole('button', { name: 'Hide now' }).click());
  expect(await worker.page.content()).not.toContain(NAME);

  const auditor = await visit(browser, world, 'lim', { script: true });
  await auditor.page.goto(`${world.origin}/reveals`);
  await expectNoAxe(auditor.page);
  expect(await auditor.page.locator('main').innerText()).toContain('Waits for your review');
  await auditor.page.goto(`${address}/review`);
  await auditor.page.getByLabel('In order', { exact: true }).check();
  await auditor.page.getByLabel('What you found').fill('The annex was filed.');
  await follow(auditor.page, () => auditor.page.getByRole('button', { name: 'Record the review' }).click());
  expect(await auditor.page.locator('main').innerText()).toContain('In order, says S. Lim');
  for (const { context } of [worker, second, auditor]) await context.close();
});
