import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CastId } from 'db/seed/cast';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser';
import { lacks } from '../support/programs';
import { openTestVault, type TestVault } from '../support/vault';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let vault: TestVault;
/** What one stop learns and the next needs, as people tell each other by its reference. */
const told: { request?: string; entry?: string; accounting?: string } = {};

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

/** One stop of the walk, as one person, without script. */
async function as(
  who: CastId,
  act: (page: Page, at: (to: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const { page, context } = await visit(browser, world, who);
  await act(page, (to) => page.goto(world.origin + to));
  await context.close();
}

const text = (page: Page) => page.locator('main').innerText();

describe('a remittance becomes care, and the court reads it', () => {
  it('1 finance records the clerk’s remittance and reads its shares to the cent before posting', () =>
    as('reyes', async (page, at) => {
      await at('/receipts/new');
      const option = page.locator('option', { hasText: /ZZZ-0001.*02/ });
      await page.locator('select').selectOption(await option.getAttribute('value'));
      await page.getByLabel(/reference/i).fill('C-1301');
      await page.getByLabel('Month').fill('Jan');
      await page.getByLabel('Day', { exact: true }).fill('6');
      await page.getByLabel('Year').fill('2027');
      await page.getByLabel(/Amount/).fill('475.33');
      await page.getByLabel('Principal', { exact: false }).check();
      await follow(page, () => page.getByRole('button').filter({ hasNotText: 'Sign out' }).last().click());
      const preview = await text(page);
      for (const figure of ['359.3046', '359.30', '93.5689', '93.57', '22.4565', '22.46', '63,500.00', '475.33'])
        expect(preview).toContain(figure);
      expect(preview).toContain('Nothing is posted yet');
      await follow(page, () => page.getByRole('button', { name: 'Post USD 475.33' }).click());
      expect(await text(page)).toMatch(/Posted|posted/);
    }));

  it('2 a caseworker logs a service on a phone', () =>
    as('dizon', async (page, at) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await at('/services-delivered/new?for=NIYOG-01');
      await page.getByLabel(/Counselling/).check();
      await page.getByLabel('Today').check();
      await page.getByLabel('Yes', { exact: true }).check();
      await follow(page, () => page.getByRole('button', { name: 'Continue' }).click());
      expect(await text(page)).toContain('Counselling');
      await follow(page, () => page.getByRole('button', { name: 'Save' }).click());
      expect(await text(page)).toMatch(/Saved/);
    }));

  it('3 finance asks for the payment of the services that were given', () =>
    as('reyes', async (page, at) => {
      await at('/disbursements/new?trust=T-0043');
      for (const box of await page.getByLabel(/NIYOG-01.*Counselling/).all()) await box.check();
      await page.getByLabel(/Amount/).fill('190.00');
      await page.getByLabel('Invoice number').fill('95');
      await follow(page, () => page.getByRole('button', { name: 'Ask for this payment' }).click());
      expect(page.url()).toMatch(/\/disbursements\/D-2027-\d{4}\?recorded=request$/);
      told.request = page.url().match(/D-2027-\d{4}/)?.[0];
      expect(await text(page)).toContain('Waiting for approval (0 of 2)');
    }));

  it('4 two trustees read one page and approve; the asker is shown why he cannot', async () => {
    await as('reyes', async (page, at) => {
      const answer = (await at(`/disbursements/${told.request}/approval`)) as { status(): number };
      expect(answer.status()).toBe(403);
      expect(await text(page)).toContain('Only trustee');
    });
    for (const [who, words] of [
      ['alvarez', '1 of 2'],
      ['chua', 'Approved'],
    ] as const) {
      await as(who, async (page, at) => {
        await at(`/disbursements/${told.request}/approval`);
        await page.getByLabel('Approve', { exact: true }).check();
        await follow(page, () => page.getByRole('button', { name: 'Record my decision' }).click());
        expect(await text(page)).toContain('Say why this payment meets the standard.');
        await page.getByLabel('Health').check();
        await page.getByLabel('Yes, considered').check();
        await page.getByLabel('Reason', { exact: true }).fill('In the plan, and nobody else pays for these sessions.');
        await follow(page, () => page.getByRole('button', { name: 'Record my decision' }).click());
        expect(await text(page)).toContain(words);
        await at(`/disbursements/${told.request}/approval`);
        expect(await text(page)).toContain('You have decided on this version');
      });
    }
  });

  it('5 another colleague records the payment with the bank’s reference; it is posted', () =>
    as('tan', async (page, at) => {
      await at(`/disbursements/${told.request}/payment`);
      await page.getByLabel('Bank’s reference').fill('WIRE 4512');
      await page.getByLabel('Month').fill('1');
      await page.getByLabel('Day', { exact: true }).fill('8');
      await page.getByLabel('Year').fill('2027');
      await follow(page, () => page.getByRole('button', { name: 'Record and post USD 190.00' }).click());
      const page1 = await text(page);
      expect(page1).toContain('posted as entry');
      told.entry = page1.match(/posted as entry (\d+)/)?.[1];
      await at(`/entries/${told.entry}`);
      expect(await text(page)).toContain('190.00');
      expect(await text(page)).toContain(told.request);
    }));

  it('6 the accounting shows it; one trustee prepares, another files, the court reads', async () => {
    await as('alvarez', async (page, at) => {
      const days = 'from-month=Nov&from-day=1&from-year=2025&through-month=Jan&through-day=8&through-year=2027';
      await at(`/accountings/new?trust=T-0043&${days}`);
      expect(await text(page)).toContain('380.00');
      await follow(page, () =>
        page
          .getByRole('button', { name: /Prepare/ })
          .last()
          .click(),
      );
      expect(page.url()).toMatch(/\/accountings\/ACC-2027-\d{4}/);
      told.accounting = page.url().match(/ACC-2027-\d{4}/)?.[0];
    });
    await as('chua', async (page, at) => {
      await at(`/accountings/${told.accounting}/filing`);
      await page.getByLabel(/trust/i).fill('T-0043');
      await follow(page, () => page.getByRole('button', { name: /File/ }).click());
    });
    await as('chambersY', async (page, at) => {
      await at(`/accountings/${told.accounting}`);
      const document = await text(page);
      expect(document).toContain('380.00');
      expect(document).not.toMatch(/debit|credit\b/i);
      expect(document).not.toContain('NIYOG');
      await follow(page, () => page.locator(`a[href="/entries/${told.entry}"]`).first().click());
      expect(await text(page)).toContain('190.00');
    });
  });
});

describe('the same account leaves the house in every form', () => {
  it.skipIf(lacks('pdftotext'))('the court’s PDF holds the figures that the screen shows', () =>
    as('chambersZ', async (page, at) => {
      await at('/accountings');
      await follow(page, () => page.locator('main a[href^="/accountings/ACC-"]').first().click());
      const screen = await text(page);
      const folder = mkdtempSync(path.join(tmpdir(), 'tutela-walk-'));
      const pdf = await page.request.get(`${page.url().replace(/[?#].*$/, '')}/document.pdf`);
      expect(pdf.headers()['content-type']).toBe('application/pdf');
      writeFileSync(path.join(folder, 'account.pdf'), await pdf.body());
      const paper = execFileSync('pdftotext', ['-layout', path.join(folder, 'account.pdf'), '-'], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      for (const figure of [
        '48,748.75',
        '41,559.00',
        '41,558.53',
        '0.47',
        '41,614.33',
        '5,760.80',
        '(1,810.00)',
        '(5,370.00)',
        '45.65',
      ]) {
        expect(screen.replaceAll('\n', '')).toContain(figure);
        expect(paper).toContain(figure);
      }
    }),
  );
});

describe('each sees their own', () => {
  it('a court of another docket, a caseworker and a stranger’s child are the same 404', async () => {
    await as('chambersZ', async (page, at) => {
      const other = (await at(`/accountings/${told.accounting}`)) as { status(): number };
      const otherText = (await text(page)).replaceAll(told.accounting ?? '', '');
      const unknown = (await at('/accountings/ACC-2027-9999')) as { status(): number };
      expect([other.status(), unknown.status()]).toEqual([404, 404]);
      expect(otherText).toBe((await text(page)).replaceAll('ACC-2027-9999', ''));
    });
    await as('flores', async (page, at) => {
      expect(((await at('/services-delivered/new?for=NIYOG-01')) as { status(): number }).status()).toBe(404);
      for (const to of ['/trusts', '/disbursements', '/receipts', '/audit', `/entries/${told.entry}`]) {
        expect(((await at(to)) as { status(): number }).status()).toBe(403);
        expect(await text(page)).not.toMatch(/\d+\.\d\d/);
      }
    });
  });
});
