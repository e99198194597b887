import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { follow, openWorld, press, visit, type World } from '../support/world';

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

const words = (page: Page) => page.locator('main').innerText();
const looks = async (page: Page) => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await expectNoAxe(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};
async function fillMoment(page: Page, [month, day, year]: [string, string, string], time: string, zone: string) {
  await page.getByLabel('Month').fill(month);
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Year').fill(year);
  await page.getByLabel('Time').fill(time);
  await page.getByLabel('Clock of').selectOption(zone);
}

it('a caseworker reports, an administrator is told on every page, an auditor assesses and tells, and the year counts it', async () => {
  const worker = await visit(browser, world, 'dizon', { width: 360 });
  await worker.page.goto(`${world.origin}/beneficiaries`);
  await follow(worker.page, () => worker.page.getByRole('link', { name: 'Report an incident' }).click());
  await press(worker.page, 'Report it');
  for (const problem of ['Choose what comes nearest.', 'Write the time', 'Say what happened'])
    expect(await words(worker.page)).toContain(problem);
  await worker.page.getByLabel('A paper or a device is lost').check();
  await fillMoment(worker.page, ['Jan', '6', '2027'], '10:30', 'Asia/Manila');
  await worker.page.getByLabel('What do you know?').fill('A folder with care plans was left in a jeepney.');
  await worker.page.getByLabel('Codes of children it concerns').fill('niyog-01');
  await press(worker.page, 'Report it');
  expect(await words(worker.page)).toContain('It is reported.');
  expect(await words(worker.page)).toContain('NIYOG-01');
  const address = worker.page.url();
  const reference = address.split('/').at(-1) as string;
  const scripted = await visit(browser, world, 'dizon', { width: 360, script: true });
  for (const at of [address, `${world.origin}/incidents`, `${world.origin}/incidents/new`]) {
    await scripted.page.goto(at);
    expect(await scripted.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await expectNoAxe(scripted.page);
  }

  const admin = await visit(browser, world, 'ocampo', { script: true });
  await admin.page.goto(`${world.origin}/people`);
  const alarm = admin.page.getByRole('region', { name: 'Cannot wait' });
  expect(await alarm.innerText()).toMatch(
    new RegExp(`Incident ${reference}. Notice: (overdue by )?\\d+ hours?( left)?`),
  );
  await looks(admin.page);
  await follow(admin.page, () => alarm.getByRole('link').first().click());
  expect(await words(admin.page)).toContain('1 that you may not see');
  expect(await words(admin.page)).toContain('Nobody has assessed it yet.');

  const auditor = await visit(browser, world, 'lim', { script: true });
  await auditor.page.goto(`${address}/assessment`);
  await looks(auditor.page);
  await fillMoment(auditor.page, ['Jan', '6', '2027'], '11:00', 'Asia/Manila');
  for (const [name, why] of [
    ['sensitive', 'information'],
    ['acquired', 'acquisition'],
    ['harm', 'harm'],
  ] as const) {
    await auditor.page.locator(`input[name=${name}][value=yes]`).check();
    await auditor.page.getByLabel(`Why, of the ${why}`).fill('As the caseworker has said it.');
  }
  await press(auditor.page, 'Record the assessment');
  expect(auditor.page.url()).toBe(address);
  expect(await words(auditor.page)).toContain('Do not wait for the whole of the facts.');
  await looks(auditor.page);

  for (const told of ['The authority was told', 'The people it concerns were told']) {
    await auditor.page.goto(`${address}/line`);
    await looks(auditor.page);
    await auditor.page.getByLabel(told).check();
    await fillMoment(auditor.page, ['Jan', '7', '2027'], '9:00', 'America/New_York');
    await auditor.page.getByLabel('What, by whom and to whom').fill('Told by letter, with what is known.');
    await press(auditor.page, 'Record it');
    expect(await words(auditor.page)).toContain('Name what proves it');
    await auditor.page.getByLabel('Evidence').fill('Letter 27-001');
    await press(auditor.page, 'Record it');
    expect(auditor.page.url()).toBe(address);
  }
  expect(await words(auditor.page)).toContain('Full report:');
  await auditor.page.goto(`${address}/line`);
  await looks(auditor.page);
  expect(await auditor.page.getByLabel('Replaces a line that was wrong').locator('option').count()).toBe(3);

  await auditor.page.goto(`${world.origin}/incidents`);
  await looks(auditor.page);
  await auditor.page.goto(`${world.origin}/incidents/annual?year=2027`);
  await looks(auditor.page);
  const file = await auditor.context.request.get(`${world.origin}/incidents/annual.csv?year=2027`);
  expect(await file.text()).toContain('2027,A paper or a device is lost,confidentiality,1,1,1,0,0');
});
