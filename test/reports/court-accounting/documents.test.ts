import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { inGoldenWords, t0042Figures, whole } from 'test/reports/t-0042-figures';
import { beforeAll, describe, expect, test } from 'vitest';
import { fingerprintOf, shortFingerprint } from '~/reports/court-accounting/fingerprint';
import { NOT_FILED, printedAccount } from '~/reports/court-accounting/printed-account';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { statementAsCsv } from '~/reports/court-accounting/statement-as-csv';
import { type AccountingJson, statementAsJson } from '~/reports/court-accounting/statement-as-json';
import { statementAsText } from '~/reports/court-accounting/statement-as-text';

const figures = t0042Figures();
const statement = stateAccounting(figures);

describe('plain text', () => {
  test('is the golden text, byte for byte', async () => {
    const golden = readFileSync(new URL('../t-0042-2026.golden.txt', import.meta.url), 'utf8');
    expect(await whole(statementAsText(stateAccounting(inGoldenWords(figures))))).toBe(golden);
  });

  test('lets long words run on and keeps every figure in its column', async () => {
    const lines = (await whole(statementAsText(statement))).split('\n');
    const at = lines.findIndex((line) => line.startsWith(' 2026-12-15 Trustee'));
    expect(lines[at + 1]).toMatch(/^ {12}docket 88 +600\.00 +600\.00$/);
    expect(lines[at + 1]).toHaveLength(76);
  });
});

describe('JSON', () => {
  let text: string;
  let json: AccountingJson;
  beforeAll(async () => {
    text = await whole(statementAsJson(statement));
    json = JSON.parse(text);
  });

  test('is set as any JSON is, also where a schedule has no line', async () => {
    expect(text).toBe(`${JSON.stringify(json, null, 2)}\n`);
    const bare = { ...statement, schedules: { ...statement.schedules, D: { ...statement.schedules.D, lines: [] } } };
    const empty = await whole(statementAsJson(bare));
    expect(empty).toBe(`${JSON.stringify(JSON.parse(empty), null, 2)}\n`);
    expect(JSON.parse(empty).schedules.D).toEqual([]);
  });

  test('has exactly the agreed keys', () => {
    expect(Object.keys(json)).toEqual(
      'trust from through currency starting_balance receipts disbursements distributions capital_net on_hand charges credits on_hand_market schedules'.split(
        ' ',
      ),
    );
    expect(Object.keys(json.charges)).toEqual(['starting_balance', 'receipts', 'gains', 'total']);
    expect(Object.keys(json.credits)).toEqual(['disbursements', 'losses', 'distributions', 'on_hand', 'total']);
    expect(Object.keys(json.schedules)).toEqual(['A', 'B', 'C', 'D', 'E']);
    const keys = ['date', 'description', 'party', 'income', 'principal', 'total', 'entry'];
    for (const line of [...json.schedules.A, ...json.schedules.B, ...json.schedules.C, ...json.schedules.D]) {
      expect(Object.keys(line)).toEqual(keys);
    }
    for (const line of json.schedules.E) expect(Object.keys(line)).toEqual([...keys, 'carrying_value', 'market_value']);
  });

  test('ties out', () => {
    expect(json.charges.total).toBe('48748.75');
    expect(json.credits.total).toBe('48748.75');
    expect(json.on_hand).toEqual({ income: '0.47', principal: '41558.53', total: '41559.00' });
    expect(json.on_hand_market).toBe('41614.33');
    expect(json.disbursements.total).toBe('1810.00');
    expect(json.capital_net.total).toBe('45.65');
    expect(Object.values(json.schedules).map((lines) => lines.length)).toEqual([7, 7, 6, 2, 3]);
  });

  test('carries amounts as decimal strings only', () => {
    const amounts = JSON.stringify(json).match(/"(income|principal|total|carrying_value|market_value)":[^,}]+/g) ?? [];
    expect(amounts.filter((found) => !/:"-?\d+\.\d{2}"$/.test(found))).toEqual([]);
  });
});

describe('CSV', () => {
  test('has the six summary rows and one row for each line', async () => {
    const rows: Record<string, string>[] = parse(await whole(statementAsCsv(statement)), { columns: true });
    expect(rows).toHaveLength(6 + 7 + 7 + 6 + 2 + 3 + 3);
    expect(rows.find((row) => row.line === 'VI')).toMatchObject({ total: '41559.00', market_value: '41614.33' });
    expect(rows.find((row) => row.line === 'C-4')).toMatchObject({
      principal: '-350.00',
      reference: 'V-0504',
      entry: '11',
    });
  });

  test('keeps a formula a text, and a negative figure a figure', async () => {
    const hostile = t0042Figures();
    Object.assign(hostile.disbursements[0] ?? {}, { party: '=HYPERLINK("http://x")', description: '@SUM(A1)' });
    const csv = await whole(statementAsCsv(stateAccounting(hostile)));
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")",'@SUM(A1)`);
    expect(csv).toContain(',-9.75,');
  });
});

describe('fingerprint', () => {
  test('is the same whatever the order of keys, and another for another cent', () => {
    const shuffled = Object.fromEntries(Object.entries(figures).reverse()) as unknown as typeof figures;
    expect(fingerprintOf(shuffled)).toBe(fingerprintOf(figures));
    expect(fingerprintOf(figures)).toMatch(/^[0-9a-f]{64}$/);
    expect(shortFingerprint(fingerprintOf(figures))).toMatch(/^[0-9a-f]{4} [0-9a-f]{4}$/);
    const other = t0042Figures();
    Object.assign(other.receipts[0] ?? {}, { principal: '3000.01' });
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(figures));
  });
});

test('no document says debit, and credit stands only in the fixed keys of the JSON', async () => {
  const json = (await whole(statementAsJson(statement))).replace('"credits":', '');
  const printed = JSON.stringify(printedAccount(statement, fingerprintOf(figures), NOT_FILED));
  for (const document of [
    await whole(statementAsText(statement)),
    await whole(statementAsCsv(statement)),
    json,
    printed,
  ]) {
    expect(document).not.toMatch(/debit|credit/i);
  }
});
