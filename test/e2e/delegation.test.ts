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
const enter = async (page: Page, group: RegExp, [month, day, year]: [string, string, string]) => {
  const boxes = page.getByRole('group', { name: group });
  await boxes.getByLabel('Month').fill(month);
  await boxes.getByLabel('Day').fill(day);
  await boxes.getByLabel('Year').fill(year);
};

it('a trustee on leave hands over a trust; who stands in decides for him, everywhere it says so, and it ends at once', async () => {
  const at = (path: string) => `${world.origin}${path}`;
  const ramos = await visit(browser, world, 'ramos', { script: true });
  expect((await ramos.page.goto(at('/trusts/T-0042')))?.status()).toBe(404);

  const chua = await visit(browser, world, 'chua', { script: true });
  await chua.page.goto(at('/delegations/new'));
  await whole(chua.page);
  await press(chua.page, 'Hand over');
  for (const problem of ['Choose what you hand over.', 'Choose who stands in.', 'Say why, in at least ten letters.'])
    expect(await main(chua.page)).toContain(problem);
  await chua.page.getByLabel('What you hand over').selectOption('trustee T-0042');
  await chua.page.getByLabel('Who stands in').selectOption({ label: 'R. Alvarez, trustee' });
  await chua.page.getByLabel('May decide on payments').check();
  await enter(chua.page, /^From which day/, ['Jan', '8', '2027']);
  await enter(chua.page, /^Until which day/, ['Jan', '31', '2027']);
  await chua.page.getByLabel('Reason').fill('On leave, away from any line.');
  await press(chua.page, 'Hand over');
  expect(await main(chua.page)).toContain('A trustee of the same trust cannot stand in for another');
  await chua.page.getByLabel('Who stands in').selectOption({ label: 'V. Ramos, trustee' });
  await press(chua.page, 'Hand over');
  expect(await main(chua.page)).toContain('Waits for V. Ramos to accept. Waits for an administrator to agree.');
  await whole(chua.page);

  await ramos.page.goto(at('/delegations'));
  await follow(ramos.page, () => ramos.page.getByRole('link', { name: /^Accept/ }).click());
  await whole(ramos.page);
  await press(ramos.page, 'Accept');
  expect((await ramos.page.goto(at('/trusts/T-0042')))?.status()).toBe(404);

  const ocampo = await visit(browser, world, 'ocampo', { script: true });
  await ocampo.page.goto(at('/access-review'));
  await whole(ocampo.page);
  await follow(ocampo.page, () => ocampo.page.getByRole('link', { name: /^Agree to/ }).click());
  await whole(ocampo.page);
  await press(ocampo.page, 'Agree');
  expect(await main(ocampo.page)).toContain('Stands until Jan 31, 2027; agreed by D. Ocampo');

  // In his place: the page says for whom, the decision is recorded so, and the other trustee of it reads it.
  expect((await ramos.page.goto(at('/trusts/T-0042')))?.status()).toBe(200);
  expect(await ramos.page.content()).toContain('for L. Chua in T-0042');
  await ramos.page.goto(at('/disbursements/D-2027-0002/approval'));
  expect(await main(ramos.page)).toContain('You, for L. Chua');
  await whole(ramos.page);
  await ramos.page.getByLabel('Approve', { exact: true }).check();
  await ramos.page.getByLabel('Health').check();
  await ramos.page.getByLabel('Yes, considered').check();
  await ramos.page.getByRole('textbox', { name: 'Reason' }).fill('Within the plan and the standard.');
  const judgement = ramos.page.getByLabel('About the checks that need your judgement');
  if (await judgement.count()) await judgement.fill('Looked into.');
  await press(ramos.page, 'Record my decision');
  expect(await main(ramos.page)).toContain('V. Ramos, for L. Chua, trustee. Approved version 1');
  expect(await main(ramos.page)).toMatch(/V\. Ramos for L\. Chua\s+approved/);

  await chua.page.goto(at('/disbursements/D-2027-0002/approval'));
  expect(await main(chua.page)).toContain('V. Ramos decided on this version, and you and V. Ramos count as one person');

  await ocampo.page.goto(at('/people'));
  await follow(ocampo.page, () => ocampo.page.getByRole('link', { name: 'V. Ramos' }).click());
  expect(await main(ocampo.page)).toContain('V. Ramos for L. Chua');
  await whole(ocampo.page);

  await chua.page.goto(at('/delegations'));
  await follow(chua.page, () => chua.page.getByRole('link', { name: /^End/ }).click());
  await whole(chua.page);
  await press(chua.page, 'End it now');
  expect(await main(chua.page)).toContain('Say why, in at least three letters.');
  await chua.page.getByLabel('Reason').fill('Back earlier than planned.');
  await press(chua.page, 'End it now');
  expect(await main(chua.page)).toContain('by L. Chua: Back earlier than planned.');
  expect((await ramos.page.goto(at('/trusts/T-0042')))?.status()).toBe(404);
});
