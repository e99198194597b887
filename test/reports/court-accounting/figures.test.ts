import { readFileSync } from 'node:fs';
import { operatorTx } from 'db/operator';
import { BENEFICIARIES } from 'db/seed/world';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { inGoldenWords, whole } from 'test/reports/t-0042-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountingFigures } from '~/reports/court-accounting/figures';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { fingerprintOf } from '~/reports/court-accounting/fingerprint';
import { NOT_FILED, printedAccount } from '~/reports/court-accounting/printed-account';
import {
  ACCOUNTING_FORMATS,
  accountingText,
  renderAccounting,
} from '~/reports/court-accounting/render-accounting.server';
import { type Lines, type StatementOf, stateAccounting } from '~/reports/court-accounting/statement';
import { statementAsText } from '~/reports/court-accounting/statement-as-text';
import { streamStatement } from '~/reports/court-accounting/stream-statement.server';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

async function figuresOf(trustCode: string, from: string, through: string): Promise<AccountingFigures> {
  const collected = await world.as('lim', (tx) => collectFigures(tx, { trustCode, from, through }));
  if (!collected) throw new Error(`there is no trust ${trustCode}`);
  return collected.figures;
}

describe('T-0042 for 2026, out of the database', () => {
  it('ties out', async () => {
    const { charges, credits, schedules } = stateAccounting(await figuresOf('T-0042', '2026-01-01', '2026-12-31'));
    expect(charges.total.total).toBe('48748.75');
    expect(credits.total.total).toBe('48748.75');
    expect(schedules.E.total).toEqual({ income: '0.47', principal: '41558.53', total: '41559.00' });
    expect(schedules.E.market).toBe('41614.33');
    expect([charges.startingBalance.total, charges.receipts.total, charges.gains.total]).toEqual([
      '42932.55',
      '5760.80',
      '55.40',
    ]);
    expect([credits.disbursements.total, credits.distributions.total, credits.losses.total]).toEqual([
      '1810.00',
      '5370.00',
      '9.75',
    ]);
  });

  it('is the golden text byte for byte, once its lines have the golden words', async () => {
    const figures = inGoldenWords(await figuresOf('T-0042', '2026-01-01', '2026-12-31'));
    const words = ['Cash, custodian a/c ..1234', 'US Treasury note, face 10,000', 'PHP 28,900.00 imprest'];
    const onHand = figures.onHand.map((asset, index) => ({ ...asset, description: words[index] as string }));
    const golden = readFileSync(new URL('../t-0042-2026.golden.txt', import.meta.url), 'utf8');
    expect(await whole(statementAsText(stateAccounting({ ...figures, onHand }), null))).toBe(golden);
  });

  it('agrees with the bank', async () => {
    const { cashProof } = stateAccounting(await figuresOf('T-0042', '2026-01-01', '2026-12-31'));
    expect(cashProof).toBe(
      'Cash agrees with the bank: statement of Dec 31, 2026 31,774.00, less one payment not yet at the bank (640.00), is 31,134.00.',
    );
  });

  it('gives the same fingerprint whoever collects it', async () => {
    const period = { trustCode: 'T-0042', from: '2026-01-01', through: '2026-12-31' };
    const [trustee, auditor] = await Promise.all([
      world.as('chua', (tx) => collectFigures(tx, period)),
      world.as('lim', (tx) => collectFigures(tx, period)),
    ]);
    expect(fingerprintOf(trustee?.figures as AccountingFigures)).toBe(
      fingerprintOf(auditor?.figures as AccountingFigures),
    );
  });
});

describe('periods that follow one another', () => {
  it.each([
    ['T-0042', '2026-01-01', '2026-12-31', '2027-01-08'],
    ['T-0042', '2026-01-01', '2026-06-30', '2026-12-31'],
    ['T-0043', '2025-11-01', '2026-06-30', '2026-12-31'],
    ['T-0044', '2025-11-01', '2025-12-31', '2026-12-31'],
  ])('%s from %s: what is on hand on %s opens the next, item by item', async (trust, from, middle, through) => {
    const first = await figuresOf(trust, from, middle);
    const next = await figuresOf(trust, dayAfter(middle), through);
    const plain = (items: AccountingFigures['onHand']) =>
      items.map(({ kind, income, principal, units }) => ({ kind, income, principal, units }));
    expect(plain(next.opening.items)).toEqual(plain(first.onHand));
    expect(stateAccounting(next).summary[0]?.total).toBe(stateAccounting(first).summary.at(-1)?.total);
  });

  it('of one year in two halves add up to the year', async () => {
    const [year, one, two] = await Promise.all([
      figuresOf('T-0042', '2026-01-01', '2026-12-31'),
      figuresOf('T-0042', '2026-01-01', '2026-06-30'),
      figuresOf('T-0042', '2026-07-01', '2026-12-31'),
    ]);
    for (const lines of ['receipts', 'disbursements', 'distributions', 'capital', 'investments'] as const) {
      expect([...one[lines], ...two[lines]].map((line) => line.entry)).toEqual(year[lines].map((line) => line.entry));
    }
  });
});

describe('written line by line from the books', () => {
  const texts = ACCOUNTING_FORMATS.filter((format) => format !== 'pdf');

  it.each([
    ['T-0042', '2026-01-01', '2026-12-31'],
    ['T-0042', '2026-03-01', '2027-01-08'],
    ['T-0043', '2025-11-01', '2026-12-31'],
    ['T-0044', '2025-11-01', '2026-12-31'],
    ['T-0044', '2030-01-01', '2030-12-31'],
  ])('%s from %s through %s is what its collected figures state, to the byte', async (trustCode, from, through) => {
    const collected = await figuresOf(trustCode, from, through);
    for (const format of texts) {
      const streamed = await operatorTx({ ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl }, async (tx) =>
        whole(
          accountingText((await streamStatement(tx, { trustCode, from, through })) as StatementOf<Lines>, format, null),
        ),
      );
      expect(streamed).toBe((await renderAccounting(collected, format, NOT_FILED)).body);
    }
  });

  it('is nobody’s who may not see the trust, and ends where lines and sums differ', async () => {
    const period = { trustCode: 'T-0042', from: '2026-01-01', through: '2026-12-31' };
    expect(await world.as('lim', (tx) => streamStatement(tx, { ...period, trustCode: 'T-9999' }))).toBeNull();
    const later = world.as('lim', async (tx) => {
      const statement = await streamStatement(tx, period);
      const [group] = statement?.schedules.B.groups ?? [];
      Object.assign(group?.subtotal ?? {}, { total: '0.01' });
      return whole(accountingText(statement as StatementOf<Lines>, 'csv', null));
    });
    await expect(later).rejects.toThrow('The lines of Schedule B come to 1810.00, and their sum is 0.01.');
  });
});

describe('what leaves the house', () => {
  it.each(['T-0042', 'T-0043', 'T-0044'])('names nobody of %s but by public code, in any format', async (trust) => {
    const figures = await figuresOf(trust, trust === 'T-0042' ? '2026-01-01' : '2025-11-01', '2026-12-31');
    const texts = ACCOUNTING_FORMATS.filter((format) => format !== 'pdf');
    const files = await Promise.all(
      texts.map(async (format) => {
        const { body, fileName } = await renderAccounting(figures, format, NOT_FILED);
        return `${fileName} ${body.toString()}`;
      }),
    );
    // A PDF's text is compressed: what it is set from is looked at instead.
    const pages = JSON.stringify(printedAccount(stateAccounting(figures), fingerprintOf(figures), NOT_FILED));
    for (const content of [...files, pages, JSON.stringify(figures)]) {
      for (const { code } of BENEFICIARIES) expect(content).not.toContain(code);
    }
    const shown = figures.trust.publicCode.split(', ');
    const courts = BENEFICIARIES.map(({ courtCodes }): Record<string, string> => courtCodes);
    expect(shown).toHaveLength(trust === 'T-0044' ? 3 : 1);
    expect(courts.filter((codes) => shown.includes(codes[figures.trust.docket] ?? ''))).toHaveLength(shown.length);
  });

  it('says neither debit nor credit', async () => {
    const figures = await figuresOf('T-0043', '2025-11-01', '2026-12-31');
    const text = (await renderAccounting(figures, 'text', NOT_FILED)).body.toString();
    expect(text).not.toMatch(/debit|credit/i);
  });
});

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
