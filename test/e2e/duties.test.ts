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
const pageOf = async (who: CastId) => (await visit(browser, world, who, { script: true })).page;

it('an administrator assigns a child by code; the worker has it in the list at the next page, and not once it ends', async () => {
  const [ocampo, dizon] = [await pageOf('ocampo'), await pageOf('dizon')];
  await dizon.goto(at('/beneficiaries'));
  expect(await main(dizon)).not.toContain('MAKOPA-38');
  await ocampo.goto(at('/care-duties'));
  await click(ocampo, /^Assign a child/);
  await press(ocampo, 'Assign the child');
  expect(await main(ocampo)).toContain('Say why, in at least three letters.');
  await whole(ocampo);
  await ocampo.getByLabel('Code of the child').fill('MAKOPA-38');
  await ocampo.getByLabel('Who looks after it, or stands for it').selectOption({ label: 'A. Dizon, caseworker' });
  await ocampo.getByLabel('Reason').fill('Takes over the work.');
  await press(ocampo, 'Assign the child');
  expect(await main(ocampo)).toContain('D. Ocampo: Takes over the work.');
  await whole(ocampo);
  await dizon.reload();
  expect(await main(dizon)).toContain('MAKOPA-38');

  await click(ocampo, /^End that MAKOPA-38 is with A\. Dizon/);
  await whole(ocampo);
  await ocampo.getByLabel('Reason').fill('Leaves the work.');
  await press(ocampo, 'End it now');
  await dizon.reload();
  expect(await main(dizon)).not.toContain('MAKOPA-38');
});

it('an administrator lets a court read a docket, and ends it', async () => {
  const [ocampo, court] = [await pageOf('ocampo'), await pageOf('chambersY')];
  await court.goto(at('/accountings'));
  expect(await main(court)).not.toContain('T-0042');
  await ocampo.goto(at('/care-duties'));
  await click(ocampo, /^Let a court read a docket/);
  await press(ocampo, 'Let the court read it');
  for (const problem of ['Choose an account of a court.', 'Choose a docket.'])
    expect(await main(ocampo)).toContain(problem);
  await whole(ocampo);
  await ocampo.getByLabel('Account of the court').selectOption({ label: 'Chambers, district of YYY' });
  await ocampo.getByLabel('Docket', { exact: true }).selectOption('0:00-cr-00001-ZZZ');
  await ocampo.getByLabel('Reason').fill('Letter of the clerk, Jan 4, 2027.');
  await press(ocampo, 'Let the court read it');
  expect(await main(ocampo)).toContain('Letter of the clerk, Jan 4, 2027.');
  await court.reload();
  expect(await main(court)).toContain('T-0042');

  await click(ocampo, /^End that 0:00-cr-00001-ZZZ is with Chambers, district of YYY/);
  await ocampo.getByLabel('Reason').fill('The case was transferred.');
  await press(ocampo, 'End it now');
  await court.reload();
  expect(await main(court)).not.toContain('T-0042');
});

it('a trustee records a party by name; the child whose guardian bears it is named, and such a guardian is not kept again', async () => {
  const [alvarez, flores] = [await pageOf('alvarez'), await pageOf('flores')];
  await alvarez.goto(at('/trusts'));
  await click(alvarez, /^Parties to a case/);
  await whole(alvarez);
  await click(alvarez, /^Record a party/);
  await press(alvarez, 'Record the party');
  for (const problem of ['Choose the case.', 'Choose what they are in the case.', 'Write the name, in one line.'])
    expect(await main(alvarez)).toContain(problem);
  await whole(alvarez);
  const fill = async (name: string, who: { label: string }) => {
    await alvarez.getByLabel('Case', { exact: true }).selectOption({ label: 'Case ZZZ-0001' });
    await alvarez.getByLabel('Defendant', { exact: true }).check();
    await alvarez.getByLabel('Name', { exact: true }).fill(name);
    await alvarez.getByLabel('Have they an account here?').selectOption(who);
    await press(alvarez, 'Record the party');
  };
  await fill('BUKARÉÑA, Oyamelia de los', { label: 'No' });
  expect(await main(alvarez)).toContain('NIYOG-01');
  expect(await alvarez.content()).not.toContain('Oyamelia');
  await alvarez.goto(at('/parties/new'));
  await fill('Walang Tao', { label: 'M. Reyes' });
  expect(await main(alvarez)).toContain('once another trustee of it or an auditor agrees');

  await click(alvarez, /^All parties/);
  expect(await main(alvarez)).toContain('Known by name, in the vault');
  await whole(alvarez);

  const lim = await pageOf('lim');
  await lim.goto(at('/parties'));
  await click(lim, /^Read and agree/);
  await whole(lim);
  await press(lim, 'Agree');
  expect(await main(lim)).toContain('Agreed by S. Lim');

  await flores.goto(at('/beneficiaries/new'));
  await flores.getByLabel('Name', { exact: true }).fill('Bagongñahati Lumilipad');
  await flores.getByLabel('Birth date').fill('2015-03-04');
  await flores.getByLabel('Guardian').fill('Oyamelia de los Bukaréña');
  await press(flores, 'Take the child in');
  expect(await main(flores)).toContain('This guardian cannot be kept.');
  expect(await main(flores)).not.toMatch(/party|defendant/i);
});
