import { DEMO_PASSWORD } from 'db/password';
import type { CastId } from 'db/seed/cast';
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

const at = (path: string) => `${world.origin}${path}`;
const main = (page: Page) => page.locator('main').innerText();
const click = (page: Page, name: RegExp) => follow(page, () => page.getByRole('link', { name }).first().click());
const enter = async (page: Page, group: RegExp, [month, day, year]: [string, string, string]) => {
  const boxes = page.getByRole('group', { name: group });
  await boxes.getByLabel('Month').fill(month);
  await boxes.getByLabel('Day').fill(day);
  await boxes.getByLabel('Year').fill(year);
};
const scripted = async (who: CastId) => (await visit(browser, world, who, { script: true })).page;
/** As if the one who is to accept had read for six minutes. */
const stale = () =>
  world.db.asOperator(`update sec.session set factor_at = clock_timestamp() - interval '6 minutes'
    where person_id = (select id from person where email = 'ramos@cast.example')`);

async function appoint(page: Page, trust: string): Promise<void> {
  await page.goto(at(`/trustee-terms/new?trust=${trust}`));
  await page.getByLabel('Who is appointed').selectOption({ label: 'V. Ramos' });
  await page.getByLabel('An order of the court').check();
  await page.getByLabel('Which order or clause').fill('Order of Jan 4, 2027, ECF 44');
  await page.getByLabel('Reason').fill('A fourth trustee, as the court asked.');
  await press(page, 'Record the appointment');
}

it('an administrator appoints a trustee, who accepts, gives notice and decides; removed, nothing is shown at the next request', async () => {
  const ramos = await scripted('ramos');
  expect((await ramos.goto(at('/trusts/T-0042')))?.status()).toBe(404);

  const ocampo = await scripted('ocampo');
  await click(ocampo, /^People/);
  await click(ocampo, /^Who is trustee/);
  await whole(ocampo);
  await click(ocampo, /^Appoint a trustee/);
  await press(ocampo, 'Record the appointment');
  for (const problem of [
    'Choose a trust.',
    'Choose a person.',
    'Choose what appoints them.',
    'Name the order or the clause',
    'Say why, in at least three letters.',
  ])
    expect(await main(ocampo)).toContain(problem);
  await whole(ocampo);
  await appoint(ocampo, 'T-0042');
  expect(await main(ocampo)).toContain('Waits for V. Ramos to accept.');
  await whole(ocampo);
  await appoint(ocampo, 'T-0042');
  expect(await main(ocampo)).toContain(
    'This person is trustee of this trust already in those days, or was offered it.',
  );

  // Offered is not in office; accepted, under a fresh factor, is.
  await ramos.goto(at('/'));
  expect(await main(ramos)).toContain('An appointment waits for you.');
  await whole(ramos);
  expect((await ramos.goto(at('/trusts/T-0042')))?.status()).toBe(404);
  await ramos.goto(at('/'));
  await click(ramos, /^Accept or decline/);
  expect(await main(ramos)).toContain('Notice of it is due within 60 days (policy TR-1).');
  await whole(ramos);
  await stale();
  await press(ramos, 'Accept the appointment');
  expect(await main(ramos)).toContain('Next you accept to be trustee.');
  await ramos.getByLabel('Your password').fill(DEMO_PASSWORD);
  await press(ramos, 'Continue');
  expect(await main(ramos)).toContain('In office; accepted Jan 8, 2027.');
  await whole(ramos);
  expect((await ramos.goto(at('/trusts/T-0042')))?.status()).toBe(200);
  await ramos.goto(at('/approvals'));
  expect(await main(ramos)).toContain('D-2027-0002');

  await ramos.goto(at('/'));
  expect(await main(ramos)).toContain('Notice that you are trustee of T-0042');
  await click(ramos, /^Notice that you are trustee/);
  await whole(ramos);
  await enter(ramos, /^On which day/, ['Jan', '9', '2027']);
  await ramos.getByLabel('How was it given?').fill('By letter to the guardian ad litem.');
  await press(ramos, 'Record the notice');
  expect(await main(ramos)).toContain('That day lies ahead');
  await enter(ramos, /^On which day/, ['Jan', '8', '2027']);
  await press(ramos, 'Record the notice');
  expect(await main(ramos)).toContain('Given Jan 8, 2027: By letter to the guardian ad litem.');

  await ocampo.goto(at('/people'));
  await click(ocampo, /^V\. Ramos/);
  expect(await main(ocampo)).toContain('In office; accepted Jan 8, 2027.');
  await whole(ocampo);
  await click(ocampo, /^End \(V\. Ramos/);
  await whole(ocampo);
  await ocampo.getByLabel('Removal by order of the court').check();
  await ocampo.getByLabel('Reason').fill('Removed by the court.');
  await press(ocampo, 'End the term');
  expect(await main(ocampo)).toContain('Name the order or the clause');
  await ocampo.getByLabel('Order or clause').fill('Order of Jan 8, 2027, ECF 46');
  await press(ocampo, 'End the term');
  expect(await main(ocampo)).toContain(
    'Ended Jan 8, 2027 at once: removal by order of the court, Order of Jan 8, 2027, ECF 46.',
  );
  expect(await main(ocampo)).toContain('Handover outstanding.');

  await ramos.goto(at('/trusts/T-0042'));
  expect(ramos.url()).toContain('/sign-in');
  const again = await scripted('ramos');
  expect((await again.goto(at('/trusts/T-0042')))?.status()).toBe(404);
  await again.goto(at('/approvals'));
  expect(await main(again)).not.toContain('D-2027-0002');

  const chua = await scripted('chua');
  await chua.goto(at('/trusts/T-0042'));
  await click(chua, /^Trustees/);
  await whole(chua);
  await click(chua, /^Record handover \(V\. Ramos/);
  await whole(chua);
  await enter(chua, /^On which day/, ['Jan', '8', '2027']);
  await chua.getByLabel('What, and to whom?').fill('The papers of the trust, to me.');
  await press(chua, 'Record the handover');
  expect(await main(chua)).toContain('Handed over Jan 8, 2027: The papers of the trust, to me.');
});

it('whoever declines is no trustee, and a trustee resigns with notice; without script', async () => {
  const { page: ocampo } = await visit(browser, world, 'ocampo');
  await appoint(ocampo, 'T-0043');
  const { page: ramos } = await visit(browser, world, 'ramos');
  await ramos.goto(at('/'));
  await click(ramos, /^Accept or decline/);
  await click(ramos, /^Decline it/);
  await press(ramos, 'Decline the appointment');
  expect(await main(ramos)).toContain('Say why, in at least three letters.');
  await ramos.getByLabel('Reason').fill('Too far away.');
  await press(ramos, 'Decline the appointment');
  expect(await main(ramos)).toContain('Declined Jan 8, 2027: Too far away.');
  expect((await ramos.goto(at('/trusts/T-0043')))?.status()).toBe(404);

  const { page: santos } = await visit(browser, world, 'santos');
  await santos.goto(at('/trusts/T-0043/trustees'));
  await click(santos, /^Resign/);
  await santos.getByLabel('Resignation with notice').check();
  await enter(santos, /^Last day in office/, ['Jan', '20', '2027']);
  await santos.getByLabel('Reason').fill('Moves to another country.');
  await press(santos, 'Resign');
  expect(await main(santos)).toContain('A resignation takes the days of notice that policy TR-2 says');
  await enter(santos, /^Last day in office/, ['Feb', '28', '2027']);
  await press(santos, 'Resign');
  expect(await main(santos)).toContain('Last day Feb 28, 2027: resignation with notice.');
  expect((await santos.goto(at('/trusts/T-0043')))?.status()).toBe(200);
});
