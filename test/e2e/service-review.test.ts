import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, expectWhole as whole } from '../support/browser';
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

const main = (page: Page) => page.locator('main').innerText();
const at = (path: string) => `${world.origin}${path}`;
const REASON = 'The session was the day before.';

it('a supervisor sends a service back, its caseworker puts it right, and the trustee reads what was said of each', async () => {
  const dizon = await visit(browser, world, 'dizon', { script: true, width: 360 });
  const log = async () => {
    await press(dizon.page, 'Continue');
    await press(dizon.page, 'Save');
    return (await main(dizon.page)).match(/S-\d{4}-\d+/)?.[0] as string;
  };
  await dizon.page.goto(at('/services-delivered/new?for=KALACHUCHI-17'));
  await dizon.page.getByLabel(/^Counselling/).check();
  await dizon.page.getByLabel('Yes', { exact: true }).check();
  const reference = await log();

  // Oldest first, page by page; the entry is on the last one, and the count says how many wait.
  const aquino = await visit(browser, world, 'aquino', { script: true });
  expect(await main(aquino.page)).toMatch(/\d+ services wait, the oldest first/);
  await whole(aquino.page);
  const listed = () => aquino.page.locator('section', { hasText: 'To look at' }).getByRole('link', { name: reference });
  while ((await listed().count()) === 0)
    await follow(aquino.page, () => aquino.page.getByRole('link', { name: 'Next', exact: true }).click());
  await follow(aquino.page, () => listed().click());
  expect(await main(aquino.page)).toContain('Logged by A. Dizon');
  await whole(aquino.page);
  await press(aquino.page, 'Record what you say of it');
  expect(await main(aquino.page)).toContain('Choose one.');
  await aquino.page.getByLabel('Send it back').check();
  await press(aquino.page, 'Record what you say of it');
  expect(await main(aquino.page)).toContain('Say what has to be put right.');
  await aquino.page.getByLabel('What has to be put right').fill('Ask Ma. Lorem again.');
  await press(aquino.page, 'Record what you say of it');
  expect(await main(aquino.page)).toContain('Your reason may contain a name: “Ma. Lorem”.');
  await whole(aquino.page);
  await aquino.page.getByLabel('What has to be put right').fill(REASON);
  await press(aquino.page, 'Record what you say of it');
  expect(new URL(aquino.page.url()).pathname).toBe('/team');
  await aquino.page.goto(at(`/services-delivered/${reference}/review`));
  expect(await main(aquino.page)).toContain('It does not count as given until it is put right.');
  await whole(aquino.page);

  // The caseworker's first page begins with it.
  await dizon.page.goto(at('/'));
  expect(await main(dizon.page)).toMatch(
    /Sent back to you[\s\S]*KALACHUCHI-17[\s\S]*because “The session was the day before.”/,
  );
  await whole(dizon.page);
  await dizon.page.setViewportSize({ width: 360, height: 900 });
  await follow(dizon.page, () =>
    dizon.page.locator('section', { hasText: 'Sent back to you' }).getByRole('link').click(),
  );
  expect(await main(dizon.page)).toContain(REASON);
  await whole(dizon.page);
  await follow(dizon.page, () => dizon.page.getByRole('link', { name: 'Put it right' }).click());
  expect(await dizon.page.getByLabel(/^Counselling/).isChecked()).toBe(true);
  await whole(dizon.page);
  await dizon.page.getByLabel(/^Yesterday/).check();
  await press(dizon.page, 'Continue');
  expect(await main(dizon.page)).toContain(`Puts right ${reference}`);
  await whole(dizon.page);
  await press(dizon.page, 'Save');
  const right = (await main(dizon.page)).match(/S-\d{4}-\d+/)?.[0] as string;
  expect(await main(dizon.page)).toContain(`Puts right ${reference}`);
  await dizon.page.goto(at('/'));
  expect(await main(dizon.page)).not.toContain('Sent back to you');

  await aquino.page.goto(at(`/services-delivered/${right}/review`));
  await aquino.page.getByLabel('Confirm it').check();
  await press(aquino.page, 'Record what you say of it');
  await aquino.page.goto(at(`/services-delivered/${right}/review`));
  expect(await main(aquino.page)).toContain('C. Aquino confirmed this entry.');

  // What was logged twice is sent back and withdrawn: there is nothing to put right.
  await aquino.page.goto(at('/services-delivered/S-2027-0012/review'));
  await aquino.page.getByLabel('Send it back').check();
  await aquino.page.getByLabel('What has to be put right').fill('Logged twice.');
  await press(aquino.page, 'Record what you say of it');
  await dizon.page.goto(at('/services-delivered/S-2027-0012'));
  await follow(dizon.page, () => dizon.page.getByRole('link', { name: 'Withdraw it instead' }).click());
  await whole(dizon.page);
  await press(dizon.page, 'Withdraw it');
  expect(await main(dizon.page)).toContain('Withdrawn. It does not count as given');
  await whole(dizon.page);
  await dizon.page.goto(at('/'));
  expect(await main(dizon.page)).not.toContain('Sent back to you');

  // A caseworker of another child and a supervisor of nobody's team are told nothing.
  const flores = await visit(browser, world, 'flores', { script: true });
  expect((await flores.page.goto(at(`/services-delivered/${right}`)))?.status()).toBe(404);
  expect((await flores.page.goto(at(`/services-delivered/${right}/review`)))?.status()).toBe(403);

  // Finance asks for what stands; what was sent back is not among it. The trustee reads what the supervisor said.
  const reyes = await visit(browser, world, 'reyes', { script: true });
  await reyes.page.goto(at('/disbursements/new?trust=T-0042'));
  const offered = await main(reyes.page);
  expect([offered.includes(right), offered.includes(reference)]).toEqual([true, false]);
  await reyes.page.getByLabel(right).check();
  await reyes.page.getByLabel(/Amount/).fill('10.00');
  await reyes.page.getByLabel(/Invoice/).fill('A-77');
  await press(reyes.page, 'Ask for this payment');
  const asked = new URL(reyes.page.url()).pathname;
  const chua = await visit(browser, world, 'chua', { script: true });
  await chua.page.goto(at(`${asked}/approval`));
  await chua.page.getByText('Show the service').click();
  expect(await main(chua.page)).toMatch(new RegExp(`${right}\\. Confirmed by the supervisor on Jan \\d+, 2027`));
  await whole(chua.page);
  for (const { context } of [dizon, aquino, flores, reyes, chua]) await context.close();
});
