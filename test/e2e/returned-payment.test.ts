import type { CastId } from 'db/seed/cast';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
/** The one request of the demo world that is paid. */
let reference: string;
let paid: string;
beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
  const [row] = await world.db.asOperator<{ reference: string }>(
    "select reference from disbursement where state = 'paid'",
  );
  reference = row?.reference as string;
  paid = `/disbursements/${reference}`;
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const text = (page: Page) => page.locator('main').innerText();

/** The page has no accessibility violation, at a desk and on a phone, and is not wider than either. */
async function isSound(who: CastId, to: string): Promise<void> {
  const { page, context } = await visit(browser, world, who, { script: true });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(world.origin + to);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await expectNoAxe(page);
  }
  await context.close();
}

describe('a payment that the bank sent back', () => {
  it('is recorded by finance: what is wrong is said at its field, and the child has the money again', async () => {
    await isSound('tan', `${paid}/return`);
    const { page, context } = await visit(browser, world, 'tan');
    await page.goto(world.origin + paid);
    await follow(page, () => page.getByRole('link', { name: 'The bank sent it back' }).click());
    const record = () => follow(page, () => page.getByRole('button', { name: 'Record and post the return' }).click());
    await page.getByLabel('What the bank kept').fill('some');
    await record();
    for (const words of [
      'Choose the reason that the bank’s advice gives.',
      'Enter the bank’s reference of the return.',
    ])
      expect(await text(page)).toContain(words);
    await page.getByLabel('Reason').selectOption('AC04');
    await page.getByLabel('Bank’s reference of the return').fill('RTN 4471');
    await page.getByLabel('What the bank kept').fill('25.00');
    const day = async (month: string, date: string, year: string) => {
      await page.getByLabel('Month').fill(month);
      await page.getByLabel('Day', { exact: true }).fill(date);
      await page.getByLabel('Year').fill(year);
    };
    await day('Dec', '20', '2026');
    await record();
    expect(await text(page)).toContain('The payment was made on Dec 21, 2026. Enter that day or a later one.');
    await day('Dec', '29', '2026');
    await record();
    const shown = await text(page);
    for (const words of [
      'The return is recorded and posted as entry',
      'AC04, the account is closed',
      'Dec 29, 2026',
      'RTN 4471',
      '190.00',
      '25.00',
      'Recorded by',
      'recorded returned payment',
    ])
      expect(shown).toContain(words);
    await page.goto(`${world.origin}/disbursements?show=returned`);
    expect(await text(page)).toContain(reference);
    await page.goto(`${world.origin}${paid}/return`);
    expect(await text(page)).toContain('Only a payment that was made comes back, and once.');
    await context.close();
    await isSound('tan', paid);
    const [care] = await world.db.asOperator(
      "select sum(p.amount) as posted from posting p join account a on a.id = p.account_id where a.code = 'distribution:MH-IND' and p.trust_id = (select id from trust where code = 'T-0043')",
    );
    expect(Number(care?.posted)).toBe(0);
  });

  it('is not recorded by a trustee', async () => {
    const { page, context } = await visit(browser, world, 'alvarez');
    expect((await page.goto(`${world.origin}${paid}/return`))?.status()).toBe(403);
    await context.close();
  });
});
