import type { CastId } from 'db/seed/cast';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { follow, openWorld, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let account = '';
let grant: { id: string; person: string } | undefined;

beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
  const [row] = await world.db.asOperator<{ reference: string }>(
    'select reference from accounting order by id limit 1',
  );
  account = row?.reference ?? '';
  [grant] = await world.db.asOperator<{ id: string; person: string }>(
    "select g.id, p.id as person from role_grant g join person p on p.id = g.person_id where p.email = 'chua@cast.example'",
  );
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** The pages each person works on. `ACCOUNT` stands for the filed accounting of T-0042, `GRANT` for a role of PERSON. */
const PAGES: ReadonlyArray<[CastId, readonly string[]]> = [
  [
    'chua',
    [
      '/',
      '/approvals',
      '/disbursements/D-2027-0002/approval',
      '/disbursements/D-2027-0002',
      '/trusts',
      '/trusts/T-0042',
      '/trusts/T-0042?by=quarter',
      '/trusts/T-0042/ledger',
      '/trusts/T-0042/ledger?account=asset:cash&kind=fee&from=2026-01-01&to=Dec+31,+2026',
      '/trusts/T-0042/ledger?kind=reversal&from=never',
      '/trusts/T-0042/trial-balance',
      '/trusts/T-0042/trial-balance?as_of=2026-06-30&known_at=2027-01-08',
      '/trusts/T-0042/trial-balance?as_of=soon',
      '/trusts/T-0042/periods',
      '/trusts/T-0044/trustees',
      '/trustee-terms',
      '/trustee-terms/2/end',
      '/trustee-terms/7/delivery',
      '/trusts/T-0044/periods',
      '/trusts/T-0043/periods/new',
      '/retention',
      '/incidents',
      '/incidents/new',
      '/incidents/annual',
      '/providers',
      '/providers/Provider%2003',
      '/parties',
      '/parties/new',
      '/restrictions',
      '/restrictions/new',
      '/help/roles',
      '/account',
      '/account/password',
      '/receipts',
      '/accountings',
      '/accountings/ACCOUNT',
      '/accountings/new?trust=T-0043',
      '/audit',
      '/entries/3',
      '/erasures',
      '/beneficiaries/NIYOG-01/erasure',
      '/rights',
      '/beneficiaries/NIYOG-01/right',
    ],
  ],
  [
    'reyes',
    [
      '/',
      '/disbursements',
      '/disbursements/new',
      '/disbursements/new?trust=T-0044',
      '/disbursements/D-2027-0003/revision',
      '/entries/27',
      '/entries/3/reversal',
      '/receipts/new',
      '/trusts/T-0042/import',
    ],
  ],
  [
    'dizon',
    [
      '/',
      '/beneficiaries',
      '/beneficiaries/new',
      '/beneficiaries/KALACHUCHI-17/taken-in',
      '/services-delivered',
      '/services-delivered/new',
      '/services-delivered/new?for=KALACHUCHI-17',
      '/erasures',
      '/beneficiaries/NIYOG-01/erasure',
      '/rights',
      '/beneficiaries/NIYOG-01/right',
    ],
  ],
  ['aquino', ['/team', '/team?after=3', '/services-delivered/S-2026-0001/review', '/delegations/new', '/audit']],
  ['chambersZ', ['/accountings', '/accountings/ACCOUNT', '/trustee-terms', '/trusts/T-0042/trustees']],
  [
    'lim',
    [
      '/',
      '/trusts',
      '/audit',
      '/audit?record=NIYOG-01',
      '/receipts/R-2026-0014',
      '/erasures',
      '/access-review',
      '/access-review/GRANT',
      '/legal-holds/new?on=beneficiary:NIYOG-01',
      '/rights',
    ],
  ],
  [
    'ocampo',
    [
      '/people',
      '/people/PERSON',
      '/audit',
      '/care-duties',
      '/assignments/new',
      '/supervisions/new',
      '/court-seats/new',
      '/court-seats/1/end',
      '/assignments/1/end',
      '/supervisions/1/end',
      '/trustee-terms',
      '/trustee-terms/new',
      '/trustee-terms/1/end',
      '/trusts/T-0042/trustees',
      '/delegations',
      '/roles/GRANT/end',
      '/account',
      '/account/sessions',
      '/account/code-app',
      '/account/code-app/removal',
      '/account/passkeys/new',
      '/account/recovery-codes',
      '/confirm?next=/account/code-app',
      '/sign-in/passkey',
    ],
  ],
];

const addressOf = (to: string) =>
  to
    .replace('ACCOUNT', account)
    .replace('GRANT', grant?.id ?? '')
    .replace('PERSON', grant?.person ?? '');

describe.each(PAGES)('the pages of %s', (who, pages) => {
  it.each(pages)('%s is whole, named, and without an accessibility violation, at a desk and on a phone', async (to) => {
    const { page, context } = await visit(browser, world, who, { script: true });
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    for (const width of [1280, 360, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(world.origin + addressOf(to));
      expect(answer?.status()).toBe(200);
      expect(await page.title()).not.toBe('');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (width !== 320) await expectNoAxe(page);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('in the dark', () => {
  it.each([
    ['chua', '/disbursements/D-2027-0002/approval'],
    ['chua', '/'],
    ['dizon', '/services-delivered/new?for=NIYOG-01'],
  ] as const)('%s reads %s with enough contrast', async (who, to) => {
    const { page, context } = await visit(browser, world, who, { script: true, dark: true });
    await page.goto(world.origin + to);
    await expectNoAxe(page);
    await context.close();
  });
});

describe('by the keyboard alone', () => {
  it('a trustee reaches the decision, chooses and records it', async () => {
    const { page, context } = await visit(browser, world, 'chua', { script: true });
    await page.goto(`${world.origin}/disbursements/D-2027-0003/approval`);
    await page.getByLabel('Approve', { exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    for (let steps = 0; steps < 12; steps += 1) {
      const name = await page.evaluate('document.activeElement?.getAttribute("name") ?? ""');
      const value = await page.evaluate('document.activeElement?.value ?? ""');
      if (value === 'education' || value === 'considered') await page.keyboard.press('Space');
      if (name === 'reason') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('School is in the plan, and the fee is the agreed one.');
    await page.keyboard.press('Tab');
    await follow(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('main').innerText()).toContain('Your decision is recorded');
    await context.close();
  });
});
