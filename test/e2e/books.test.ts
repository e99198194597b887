import type { CastId } from 'db/seed/cast';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { follow, openWorld, visit, type World } from '../support/world';

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

/** One act of one person, without script. */
async function as(who: CastId, act: (page: Page, at: (to: string) => Promise<number>) => Promise<void>): Promise<void> {
  const { page, context } = await visit(browser, world, who);
  await act(page, async (to) => (await page.goto(world.origin + to))?.status() ?? 0);
  await context.close();
}

const text = (page: Page) => page.locator('main').innerText();

async function day(page: Page, month: string, date: string, year: string): Promise<void> {
  await page.getByLabel('Month').fill(month);
  await page.getByLabel('Day', { exact: true }).fill(date);
  await page.getByLabel('Year').fill(year);
}

/** The page as it stands now has no accessibility violation, at a desk and on a phone. */
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

describe('a period is closed and opened again', () => {
  it('finance reads the standing checks, is told in words what is not possible, and closes', () =>
    as('tan', async (page, at) => {
      await at('/trusts/T-0043/periods');
      expect(await text(page)).toContain('Nothing is closed. The open period begins with the books, on Nov 1, 2025.');
      await follow(page, () => page.getByRole('link', { name: 'Close a period' }).click());
      expect(await text(page)).toMatch(/All \d+ standing checks hold\./);
      await day(page, 'Jan', '8', '2027');
      await follow(page, () => page.getByRole('button', { name: 'Close the books of T-0043' }).click());
      expect(await text(page)).toContain('Jan 8, 2027 is not over yet. Close through an earlier day.');
      await day(page, 'Oct', '1', '2025');
      await follow(page, () => page.getByRole('button', { name: 'Close the books of T-0043' }).click());
      expect(await text(page)).toContain(
        'The next period begins on Nov 1, 2025. Close through that day or a later one.',
      );
      await day(page, 'Mar', '31', '2026');
      await follow(page, () => page.getByRole('button', { name: 'Close the books of T-0043' }).click());
      expect(page.url()).toMatch(/\/trusts\/T-0043\/periods$/);
      const list = await text(page);
      expect(list).toContain('The books are closed through Mar 31, 2026. The open period begins on Apr 1, 2026.');
      expect(list).toContain('by J. Tan');
    }));

  it('an auditor reads the list and may not close; a court sees no such page', async () => {
    await as('lim', async (page, at) => {
      expect(await at('/trusts/T-0043/periods')).toBe(200);
      expect(await page.getByRole('link', { name: /Close a period|reopen/ }).count()).toBe(0);
      expect(await at('/trusts/T-0043/periods/new')).toBe(403);
    });
    await as('chambersY', async (_, at) => expect(await at('/trusts/T-0043/periods')).toBe(403));
  });

  it('one asks with a reason, and another person agrees', async () => {
    let reopening = '';
    await as('tan', async (page, at) => {
      await at('/trusts/T-0043/periods');
      await follow(page, () => page.getByRole('link', { name: 'Ask to reopen it' }).click());
      reopening = new URL(page.url()).pathname;
      await page.getByLabel('Reason').fill('Too short');
      await follow(page, () => page.getByRole('button', { name: 'Ask to reopen it' }).click());
      expect(await text(page)).toContain('Say why, in at least ten letters.');
      await page.getByLabel('Reason').fill('The bank’s statement of March came late.');
      await follow(page, () => page.getByRole('button', { name: 'Ask to reopen it' }).click());
      expect(await text(page)).toContain('Another person agrees to it.');
      await follow(page, () => page.getByRole('link', { name: 'Withdraw it' }).click());
      expect(await text(page)).toContain('The bank’s statement of March came late.');
      await follow(page, () => page.getByRole('button', { name: 'Withdraw what I asked' }).click());
      expect(await text(page)).not.toContain('Another person agrees to it.');
      await at(`${reopening}/withdrawal`);
      expect(await text(page)).toContain('Nobody asks for this reopening now.');
      await at(reopening);
      await page.getByLabel('Reason').fill('The bank’s statement of March came late, as its advice says.');
      await follow(page, () => page.getByRole('button', { name: 'Ask to reopen it' }).click());
      await at(`${reopening}/agreement`);
      expect(await text(page)).toContain('You asked for this reopening, so another person agrees to it.');
      expect(await page.getByRole('button', { name: 'Reopen the period' }).count()).toBe(0);
    });
    for (const to of ['/trusts/T-0043/periods', reopening, `${reopening}/agreement`]) await isSound('alvarez', to);
    await isSound('tan', `${reopening}/withdrawal`);
    await as('alvarez', async (page, at) => {
      await at('/trusts/T-0043/periods');
      await follow(page, () => page.getByRole('link', { name: 'Read and agree' }).click());
      expect(await text(page)).toContain('The bank’s statement of March came late, as its advice says.');
      await follow(page, () => page.getByRole('button', { name: 'Reopen the period' }).click());
      expect(await text(page)).toContain('Open again');
      await at('/audit');
      const trail = await text(page);
      for (const words of ['closed a period of', 'asked to reopen a period of', 'agreed to reopen a period of'])
        expect(trail).toContain(words);
      expect(trail).toMatch(/Every entry is linked|wait to be linked|waits to be linked/);
    });
  });
});

describe('an entry is taken back', () => {
  it('by finance, with a day and a reason; refusals are sentences by the form', () =>
    as('reyes', async (page, at) => {
      const [row] = await world.db.asOperator<{ id: string }>(
        "select min(e.id) as id from journal_entry e join trust t on t.id = e.trust_id where t.code = 'T-0042' and e.kind = 'bank_interest'",
      );
      await at(`/entries/${row?.id}`);
      await follow(page, () => page.getByRole('link', { name: 'Reverse this entry' }).click());
      await day(page, 'Dec', '31', '2026');
      await page.getByLabel('Reason').fill('The bank credited another account’s interest.');
      await follow(page, () => page.getByRole('button', { name: /Reverse entry/ }).click());
      expect(await text(page)).toContain('This day lies in a period that is closed or accounted for to the court.');
      await isSound('reyes', `/entries/${row?.id}/reversal`);
      await day(page, 'Jan', '8', '2027');
      await follow(page, () => page.getByRole('button', { name: /Reverse entry/ }).click());
      const reversal = await text(page);
      expect(reversal).toContain(`The reversal of entry ${row?.id}`);
      expect(reversal).toMatch(/Late, concerns/i);
      await isSound('reyes', new URL(page.url()).pathname);
      await at(`/entries/${row?.id}`);
      expect(await text(page)).toContain('Reversed by');
      expect(await page.getByRole('link', { name: 'Reverse this entry' }).count()).toBe(0);
    }));

  it('not where a payment or a share rests on it, and not by a trustee', async () => {
    const [row] = await world.db.asOperator<{ payment: string; share: string }>(
      'select (select min(entry_id) from payment) as payment, (select min(entry_id) from allocation) as share',
    );
    await as('reyes', async (page, at) => {
      await at(`/entries/${row?.payment}/reversal`);
      expect(await text(page)).toContain('would go on saying that it is paid');
      await at(`/entries/${row?.share}/reversal`);
      expect(await text(page)).toContain('would go on counting it as paid');
      expect(await page.getByRole('button', { name: /Reverse entry/ }).count()).toBe(0);
    });
    await as('chua', async (_, at) => expect(await at('/entries/3/reversal')).toBe(403));
  });
});

describe('the register keeps its filter in the address', () => {
  it('and says when nothing is found', () =>
    as('lim', async (page, at) => {
      await at('/trusts/T-0042/ledger');
      await page.locator('summary', { hasText: 'Filter' }).click();
      await page.getByLabel('Kind').selectOption('distribution');
      await page.getByLabel('From').fill('Feb 1, 2026');
      await page.getByLabel('To', { exact: true }).fill('2026-12-31');
      await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
      expect(new URL(page.url()).searchParams.get('kind')).toBe('distribution');
      expect(await text(page)).toContain('Payment for care from Feb 1, 2026 to Dec 31, 2026.');
      await at('/trusts/T-0042/ledger?kind=currency_sale&to=2026-01-02');
      expect(await text(page)).toContain('No entries for these filters.');
      await follow(page, () => page.getByRole('link', { name: 'Show all entries' }).click());
      expect(page.url()).toMatch(/\/ledger$/);
    }));
});
