import type { CastId } from 'db/seed/cast';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { addPasskey, type Key, overhear, plugIn, sendAgain } from '../support/passkeys';
import { follow, openWorld, type Visitor, visit, type World } from '../support/world';

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

const text = (page: Page) => page.locator('main').innerText();

/** A browser in which nobody is signed in, holding the passkeys of another. */
async function elsewhere(key: Key): Promise<{ page: Page; context: BrowserContext; key: Key }> {
  const { credentials } = await key.cdp.send('WebAuthn.getCredentials', { authenticatorId: key.authenticatorId });
  const context = await browser.newContext();
  const page = await context.newPage();
  const other = await plugIn(page);
  for (const credential of credentials) {
    await other.cdp.send('WebAuthn.addCredential', { authenticatorId: other.authenticatorId, credential });
  }
  return { page, context, key: other };
}

/** Somebody whose password was just right, with their passkey at hand. */
async function secondStep(who: CastId, key: Key): Promise<Visitor> {
  const visitor = await visit(browser, world, who, { script: true });
  expect(visitor.page.url()).toContain('/sign-in/second-step');
  const { cdp, authenticatorId } = await plugIn(visitor.page);
  const { credentials } = await key.cdp.send('WebAuthn.getCredentials', { authenticatorId: key.authenticatorId });
  for (const credential of credentials) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
  return visitor;
}

async function signInByPasskey(page: Page, back = ''): Promise<void> {
  await page.goto(`${world.origin}/sign-in/passkey${back}`);
  await follow(page, () => page.getByRole('button', { name: 'Use my passkey' }).click());
}

describe('a passkey', () => {
  it('is added with a name, signs in by itself, and is removed', async () => {
    const { page, context } = await visit(browser, world, 'lim', { script: true });
    const key = await plugIn(page);
    await addPasskey(world, page, 'Desk');
    expect(page.url()).toContain('/account/recovery-codes');
    await page.goto(`${world.origin}/account`);
    expect(await text(page)).toMatch(/Desk, added .* not used yet/);

    const other = await elsewhere(key);
    await signInByPasskey(other.page, '?back=%2Faudit');
    expect(other.page.url()).toBe(`${world.origin}/audit`);
    await other.page.goto(`${world.origin}/account/sessions`);
    expect(await text(other.page)).toContain('passkey');

    await page.goto(`${world.origin}/account`);
    await follow(page, () => page.getByRole('link', { name: 'Remove the passkey Desk' }).click());
    await follow(page, () => page.getByRole('button', { name: 'Remove the passkey Desk' }).click());
    expect(await text(page)).toContain('You have no passkey.');
    await other.context.clearCookies();
    await signInByPasskey(other.page);
    expect(await text(other.page)).toContain('The passkey was not taken.');
    await other.context.close();
    await context.close();
  });

  it('is the second step after a password', async () => {
    const { page, context } = await visit(browser, world, 'tan', { script: true });
    const key = await plugIn(page);
    await addPasskey(world, page);
    const second = await secondStep('tan', key);
    await expectNoAxe(second.page);
    await follow(second.page, () => second.page.getByRole('button', { name: 'Continue' }).click());
    expect(second.page.url()).toBe(`${world.origin}/`);
    await second.context.close();
    await context.close();
  });

  it('answers for its own person alone, once, in time, and unchanged', async () => {
    const flores = await visit(browser, world, 'flores', { script: true });
    const key = await plugIn(flores.page);
    await addPasskey(world, flores.page);
    const dizon = await visit(browser, world, 'dizon', { script: true });
    await plugIn(dizon.page);
    await addPasskey(world, dizon.page);
    const [own, other] = [await secondStep('flores', key), await visit(browser, world, 'dizon', { script: true })];
    const hear = () => overhear(own.page, () => own.page.getByRole('button', { name: 'Continue' }).click());
    const reopen = () => own.page.goto(`${world.origin}/sign-in/second-step`);

    const why = () =>
      world.said.map((line) => JSON.parse(line)).findLast(({ msg }: { msg: string }) => msg === 'refused')?.code;
    const swapped = await hear();
    expect((await sendAgain(world, other.page, swapped)).status()).toBe(422);
    expect(why()).toBe('step.refused-passkey-challenge');
    expect((await sendAgain(world, own.page, swapped)).status()).toBe(302);
    expect((await sendAgain(world, own.page, swapped)).headers().location).toBe('/');

    await own.page.context().clearCookies();
    await own.context.close();
    const again = await secondStep('flores', key);
    own.page = again.page;
    world.said.splice(0);
    expect((await sendAgain(world, own.page, swapped)).status()).toBe(422);
    expect(why()).toBe('step.refused-passkey-challenge');
    world.said.splice(0);
    await reopen();
    const late = await hear();
    await world.db.asOperator("update sec.challenge set expires_at = clock_timestamp() - interval '1 second'");
    expect((await sendAgain(world, own.page, late)).status()).toBe(422);
    expect(why()).toBe('step.refused-passkey-challenge');
    await reopen();
    const changed = await hear();
    const body = changed.body.replace(
      /(signature%22%3A%22[\w-]{10})([\w-])/,
      (_, before, letter) => before + (letter === 'A' ? 'B' : 'A'),
    );
    expect(body).not.toBe(changed.body);
    expect((await sendAgain(world, own.page, { ...changed, body })).status()).toBe(422);
    expect(why()).toBe('step.refused-passkey-signature');
    expect(
      (
        await sendAgain(world, own.page, { ...changed, body: 'confirm-with=passkey&confirm-credential=%7B%7D' })
      ).status(),
    ).toBe(422);
    expect(why()).toBe('step.refused-passkey-form');
    for (const one of [flores, dizon, other, again]) await one.context.close();
  });

  it('that does not check its person is not taken', async () => {
    const { page, context } = await visit(browser, world, 'alvarez', { script: true });
    await plugIn(page, false);
    await page.goto(`${world.origin}/account/passkeys/new`);
    await page.getByRole('button', { name: 'Add this passkey' }).click();
    await page.getByText('The passkey was not used.').waitFor();
    await context.close();
  });

  it('that was copied is refused: its counter did not go up', async () => {
    const { page, context } = await visit(browser, world, 'ocampo', { script: true });
    const key = await plugIn(page);
    await addPasskey(world, page);
    const copy = await elsewhere(key);
    await signInByPasskey(copy.page);
    expect(copy.page.url()).toBe(`${world.origin}/people`);
    await world.db.asOperator('update sec.passkey set counter = counter + 100');
    await copy.context.clearCookies();
    await signInByPasskey(copy.page);
    expect(await text(copy.page)).toContain('The passkey was not taken.');
    expect(world.said.join('')).toMatch(/"code":"sign-in\.passkey-(signature|counter)"/);
    await copy.context.close();
    await context.close();
  });
});

describe('without script', () => {
  it('the pages of passkeys say what to do instead', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${world.origin}/sign-in/passkey`);
    await follow(page, () => page.getByRole('button', { name: 'Use my passkey' }).click());
    expect(await text(page)).toContain('A passkey needs this page’s script. Sign in with your password instead.');
    await context.close();
  });
});
