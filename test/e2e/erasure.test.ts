import { createPublicKey, verify } from 'node:crypto';
import { DEMO_PASSWORD } from 'db/password';
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
const looks = async (page: Page) => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await expectNoAxe(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};

/** The child's money has left, and the years after it are over: what the demo world has not come to yet. */
async function letMoneyLeave(): Promise<void> {
  await world.db.asOperator(
    `alter table subaccount drop constraint subaccount_floor;
     update subaccount set posted = 0, held = 0 where beneficiary_id = (select id from beneficiary where code = 'NIYOG-01')`,
  );
  await world.db.asOperator(
    `insert into policy (key, version, title, value, authority, effective_from, approved_by)
     select key, 2, title, value || '{"years": "0"}', authority, effective_from, 'a test' from policy where key in ('RT-1', 'RT-2', 'RT-3')`,
  );
  await world.db.asOperator(
    `alter table disbursement disable trigger user;
     update disbursement set state = 'rejected' where beneficiary_id = (select id from beneficiary where code = 'NIYOG-01') and state <> 'paid'`,
  );
  await world.db.asOperator(
    `update lot set units = 0, carrying = 0 where subaccount_id = (select s.id from subaccount s join beneficiary b on b.id = s.beneficiary_id where b.code = 'NIYOG-01')`,
  );
}

it('a caseworker asks, a hold is lifted, two trustees agree, it is erased, and the certificate says what remains; without script', async () => {
  const worker = await visit(browser, world, 'dizon', { width: 360 });
  const onPhone = async (address: string) => {
    const { page, context } = await visit(browser, world, 'dizon', { width: 360, script: true });
    await page.goto(address);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await expectNoAxe(page);
    await context.close();
  };
  await worker.page.goto(`${world.origin}/beneficiaries/NIYOG-01/erasure`);
  expect(await words(worker.page)).toContain('Money of this child is still here');
  await press(worker.page, 'Ask for the erasure');
  expect(await words(worker.page)).toContain('Choose what it rests on.');
  await letMoneyLeave();

  const auditor = await visit(browser, world, 'lim', { script: true });
  await auditor.page.goto(`${world.origin}/legal-holds/new?on=beneficiary:NIYOG-01`);
  await looks(auditor.page);
  await auditor.page.getByLabel('Order, claim or matter').fill('Matter 26-114');
  await auditor.page.getByLabel('Why it has to be kept').fill('A claim against a defendant is open.');
  await press(auditor.page, 'Lay the hold');
  expect(await words(auditor.page)).toContain('Stands. Lift it');
  await auditor.page.goto(`${world.origin}/trusts/T-0043`);
  expect(await words(auditor.page)).toContain('A legal hold stands on this trust, or on a record that shares a child');
  await looks(auditor.page);
  await auditor.page.goto(`${world.origin}/erasures`);
  await looks(auditor.page);

  const ask = async () => {
    await worker.page.getByLabel('What does it rest on?').selectOption('own_request');
    await worker.page.getByLabel('Who asked for it, and why now?').fill('Of age, and asked for it in writing.');
    await press(worker.page, 'Ask for the erasure');
  };
  await ask();
  expect(await words(worker.page)).toContain('A legal hold stands on this child');
  const second = await visit(browser, world, 'chua', { script: true });
  for (const { page } of [auditor, second]) {
    await page.goto(`${world.origin}/erasures`);
    await follow(page, () => page.getByRole('link', { name: /^Lift it/ }).click());
    await looks(page);
    await page.getByLabel('How it ended').fill('The claim has ended without appeal.');
    await press(page, 'Lift the hold');
  }
  expect(await words(second.page)).toContain('Lifted: ');
  await worker.page.goto(`${world.origin}/beneficiaries/NIYOG-01/erasure`);
  await ask();
  const address = worker.page.url();
  expect(await words(worker.page)).toContain('Waits for two people to agree.');
  await worker.page.goto(`${address}/execution`);
  expect(worker.page.url()).toBe(address);

  for (const who of ['alvarez', 'chua'] as const) {
    const { page, context } = await visit(browser, world, who, { script: true });
    await page.goto(`${address}/agreement`);
    await looks(page);
    // After a long read it is confirmed by the password, and nothing is typed twice.
    await world.db.asOperator("update sec.session set factor_at = clock_timestamp() - interval '6 minutes'");
    await page.getByLabel(/^Agree/).check();
    await page.getByRole('textbox', { name: 'Reason' }).fill('I have read the letter.');
    await press(page, 'Record my decision');
    expect(page.url()).toContain('/confirm?next=');
    await page.getByLabel('Your password').fill(DEMO_PASSWORD);
    await press(page, 'Continue');
    expect(await words(page)).toContain('Agreed by');
    await page.goto(`${address}/agreement`);
    expect(page.url()).toBe(address);
    await context.close();
  }

  await onPhone(`${address}/execution`);
  await worker.page.goto(`${address}/execution`);
  await worker.page.getByLabel('Code').fill('NARRA-05');
  await world.db.asOperator('update sec.session set factor_at = clock_timestamp()');
  await press(worker.page, 'Erase NIYOG-01 for ever');
  expect(await words(worker.page)).toContain('That is not the code of this request. Nothing was erased.');
  await worker.page.getByLabel('Code').fill('niyog-01');
  await press(worker.page, 'Erase NIYOG-01 for ever');
  expect(worker.page.url()).toBe(`${address}/certificate`);
  const said = await words(worker.page);
  for (const part of [
    'What is gone',
    'The data key of this identity',
    'What remains',
    'which name codes only',
    'Older copies',
    'no backup from before is kept after',
  ])
    expect(said).toContain(part);
  expect(said).not.toContain(NAME);

  await onPhone(`${address}/certificate`);
  await auditor.page.goto(`${address}/certificate`);
  await looks(auditor.page);
  const file = await auditor.context.request.get(`${address}/certificate.json`);
  const certificate = (await file.json()) as {
    agreedBy: { name: string }[];
    register: Record<'line' | 'signature' | 'publicKey', string>;
  };
  expect(certificate.agreedBy.map(({ name }) => name)).toEqual(['R. Alvarez', 'L. Chua']);
  const { line, signature, publicKey } = certificate.register;
  expect(verify(null, Buffer.from(line), createPublicKey(publicKey), Buffer.from(signature, 'base64'))).toBe(true);
  expect(JSON.parse(line)).toMatchObject({ reference: address.split('/').at(-1) });
  await auditor.page.goto(`${world.origin}/erasures`);
  await looks(auditor.page);
  await worker.page.goto(`${world.origin}/beneficiaries/NIYOG-01/erasure`);
  await ask();
  expect(await words(worker.page)).toContain('An erasure of this identity is asked for or done already.');

  for (const { context } of [worker, auditor]) await context.close();
  const ALL = ['', '/agreement', '/execution', '/certificate', '/certificate.json'].map((at) => address + at);
  const ASKING = ['/beneficiaries/NIYOG-01/erasure', '/legal-holds/new?on=beneficiary:NIYOG-01'].map(
    (at) => world.origin + at,
  );
  // A role that has no part in it; the auditor, who reads; the caseworker, who asks; another child’s caseworker.
  for (const [who, statuses] of [
    ['reyes', [403, 403, 403, 403, 403, 403, 403]],
    ['ocampo', [403, 403, 403, 403, 403, 403, 403]],
    ['chambersY', [403, 403, 403, 403, 403, 403, 403]],
    ['lim', [200, 403, 403, 200, 200, 403, 200]],
    ['dizon', [200, 403, 200, 200, 200, 200, 403]],
    ['flores', [404, 403, 404, 404, 404, 404, 403]],
  ] as const) {
    const { context } = await visit(browser, world, who);
    const said = [];
    for (const at of [...ALL, ...ASKING]) said.push((await context.request.get(at)).status());
    expect([who, said]).toEqual([who, statuses]);
    await context.close();
  }
});
