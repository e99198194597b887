import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, expectWhole as whole } from '../support/browser';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;

beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
  const ramos = "(select id from person where email = 'ramos@cast.example')";
  // Guardian ad litem, and trustee of nothing any more.
  await world.db.asOperator(`delete from trustee_term where person_id = ${ramos}`);
  await world.db.asOperator(`update role_grant set role = 'guardian_ad_litem' where person_id = ${ramos}`);
  await world.db.asOperator(`insert into case_assignment (beneficiary_id, person_id, starts_on)
    select id, ${ramos}, '2026-01-01' from beneficiary where code = 'KALACHUCHI-17'`);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const main = (page: Page) => page.locator('main').innerText();

it('a guardian ad litem begins at the children they speak for, reads one’s money in sums, and nothing once it ends', async () => {
  const { page, context } = await visit(browser, world, 'ramos', { script: true });
  expect(new URL(page.url()).pathname).toBe('/appointments');
  expect(await main(page)).toContain('KALACHUCHI-17');
  expect(await main(page)).not.toContain('NIYOG-01');
  await whole(page);
  await follow(page, () => page.getByRole('link', { name: /^Money in sums/ }).click());
  const text = await main(page);
  for (const said of ['Posted cash, USD', 'Available now', 'On hand at the start', 'Waiting for approval'])
    expect(text).toContain(said);
  expect(text).not.toMatch(/Provider|D-2027|invoice/i);
  await whole(page);
  await page.goto(`${world.origin}/appointments`);
  await follow(page, () => page.getByRole('link', { name: /^Plan and services/ }).click());
  const care = await main(page);
  for (const said of ['Planned and given', 'Services given', 'Counselling', 'SUPERVISOR', 'NOTE'])
    expect(care.toUpperCase()).toContain(said.toUpperCase());
  expect(care).not.toMatch(/USD|PHP|invoice|D-2027/);
  await whole(page);
  for (const closed of [
    '/beneficiaries/NIYOG-01/care',
    '/beneficiaries/NOPE-1/care',
    '/beneficiaries/NIYOG-01/books',
    '/beneficiaries/NOPE-1/books',
  ])
    expect((await page.goto(world.origin + closed))?.status()).toBe(404);
  for (const closed of ['/trusts/T-0042', '/disbursements', '/audit'])
    expect((await page.goto(world.origin + closed))?.status()).toBe(403);
  await world.db.asOperator(
    "update case_assignment set ended_at = clock_timestamp() where person_id = (select id from person where email = 'ramos@cast.example')",
  );
  expect((await page.goto(`${world.origin}/beneficiaries/KALACHUCHI-17/books`))?.status()).toBe(404);
  expect((await page.goto(`${world.origin}/beneficiaries/KALACHUCHI-17/care`))?.status()).toBe(404);
  await page.goto(`${world.origin}/appointments`);
  expect(await main(page)).toContain('No appointment of yours stands today.');
  await whole(page);
  await context.close();
});
