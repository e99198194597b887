import { IDENTITIES } from 'db/seed/identities';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { openTestVault, type TestVault } from '../support/vault';
import { follow, openWorld, press, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let vault: TestVault;
const NAME = IDENTITIES.find((item) => item.code === 'NIYOG-01')?.values.name as string;

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

const words = (page: Page) => page.locator('main').innerText();
/** The same page as its reader's browser shows it, wide and narrow; axe wants script, which the walk does without. */
const looks = async (who: 'dizon' | 'alvarez', address: string) => {
  const { page, context } = await visit(browser, world, who, { script: true });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address);
    expect([address, await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')]).toEqual([
      address,
      true,
    ]);
    await expectNoAxe(page);
  }
  await context.close();
};

async function record(page: Page, wanted: string, said = '', of = ''): Promise<string> {
  await page.goto(`${world.origin}/beneficiaries/NIYOG-01/right`);
  await page.getByLabel('What is asked?').selectOption(wanted);
  if (of) await page.getByLabel('Which record').fill(of);
  await page.getByLabel('Who asks?').selectOption('guardian');
  await page.getByLabel('How is it known that they are who they say?').selectOption('identity_paper');
  await page.getByLabel('Month').fill('Nov');
  await page.getByLabel('Day', { exact: true }).fill('20');
  await page.getByLabel('Year').fill('2026');
  await page.getByLabel('What they said').fill(said);
  await press(page, 'Record the request');
  expect(page.url()).toMatch(/\/rights\/RQ-\d{4}-\d{4}$/);
  return page.url();
}

async function agree(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/agreement`);
  await page.getByLabel(/^Agree/).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('I have seen the order and the paper.');
  await world.db.asOperator('update sec.session set factor_at = clock_timestamp()');
  await press(page, 'Record my decision');
  expect(page.url()).toBe(address);
}

it('a caseworker records, a trustee agrees, and the person gets the file; without script', async () => {
  const worker = await visit(browser, world, 'dizon', { width: 360 });
  await worker.page.goto(`${world.origin}/reveals`);
  await follow(worker.page, () => worker.page.getByRole('link', { name: 'Requests about rights' }).click());
  expect(await words(worker.page)).toContain('No request waits for an answer.');
  await follow(worker.page, () => worker.page.getByRole('link', { name: 'Record a request about NIYOG-01' }).click());
  await press(worker.page, 'Record the request');
  for (const sentence of ['Choose what is asked.', 'Choose who asks.', 'Choose how that was seen.'])
    expect(await words(worker.page)).toContain(sentence);
  const address = await record(worker.page, 'access');
  expect(await words(worker.page)).toContain(
    'Waits for a second person to decide. Overdue by 19 days: was due Dec 20, 2026.',
  );
  await worker.page.goto(`${world.origin}/rights`);
  expect(await words(worker.page)).toContain('Overdue by 19 days');
  await worker.page.goto(`${address}/agreement`);
  expect(await words(worker.page)).not.toContain('Do you agree?');

  const trustee = await visit(browser, world, 'alvarez');
  await trustee.page.goto(`${world.origin}/rights`);
  expect(await words(trustee.page)).toContain('Waits for you to decide');
  await looks('alvarez', `${world.origin}/rights`);
  await looks('alvarez', `${address}/agreement`);
  await agree(trustee.page, address);
  expect(await words(trustee.page)).toContain('Agreed by R. Alvarez: I have seen the order and the paper.');
  await trustee.page.goto(`${address}/agreement`);
  expect(trustee.page.url()).toBe(address);

  const [download] = await Promise.all([
    trustee.page.waitForEvent('download'),
    trustee.page.getByRole('link', { name: 'Take it as a page to print' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^access-RQ-\d{4}-\d{4}-X-\d{4}-\d{4}\.html$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const html = Buffer.concat(chunks).toString('utf8');
  expect(html).toContain('Register of entries');
  expect(html).not.toContain(NAME);
  await trustee.page.goto(address);
  expect(await words(trustee.page)).toMatch(/Answered\. Was due Dec 20, 2026\./);
  expect(await words(trustee.page)).toMatch(/Copy X-\d{4}-\d{4} taken by R\. Alvarez/);
  await looks('dizon', address);
  await looks('alvarez', address);

  // The file is itself a page to read and to print.
  const { page, context } = await visit(browser, world, 'alvarez', { script: true });
  await page.route('**/held', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${world.origin}/held`);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await expectNoAxe(page);
  }
  for (const visited of [worker.context, trustee.context, context]) await visited.close();
});

it('what is wrong is put right: in the vault by a new version, elsewhere by a note; without script', async () => {
  const worker = await visit(browser, world, 'dizon', { width: 360 });
  const trustee = await visit(browser, world, 'alvarez');
  const inVault = await record(worker.page, 'contact', 'The number is another one since October.');
  await agree(trustee.page, inVault);
  await worker.page.goto(inVault);
  await follow(worker.page, () => worker.page.getByRole('link', { name: 'Type the right value' }).click());
  await looks('dizon', `${inVault}/correction`);
  await worker.page.getByLabel('Contact').fill('000 555 0188');
  await press(worker.page, 'Keep it as a new version');
  expect(await words(worker.page)).toContain('Version 2 kept in the vault by A. Dizon');
  expect(await worker.page.content()).not.toContain('0188');

  const [service] = await world.db.asOperator<{ reference: string }>(
    "select min(s.reference) as reference from service_delivered s join beneficiary b on b.id = s.beneficiary_id where b.code = 'NIYOG-01'",
  );
  const beside = await record(worker.page, 'record', 'It was one session that day.', service?.reference);
  await agree(trustee.page, beside);
  await trustee.page.goto(beside);
  await follow(trustee.page, () => trustee.page.getByRole('link', { name: /note of correction/ }).click());
  await looks('alvarez', `${beside}/note`);
  await trustee.page.getByLabel('Note of correction').fill('The sign-in sheet shows one session.');
  await press(trustee.page, 'Put the note beside it');
  expect(await words(trustee.page)).toContain('Note of correction: The sign-in sheet shows one session. by R. Alvarez');
  await worker.page.goto(`${world.origin}/services-delivered/${service?.reference}`);
  expect(await words(worker.page)).toContain('The sign-in sheet shows one session.');
  await looks('dizon', `${world.origin}/services-delivered/${service?.reference}`);
  for (const { context } of [worker, trustee]) await context.close();
});
