import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { inGoldenWords, t0042Figures, whole } from 'test/reports/t-0042-figures';
import { beforeAll, describe, expect, test } from 'vitest';
import { approvalsSentence } from '~/reports/court-accounting/approvals-signed';
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
    expect(await whole(statementAsText(stateAccounting(inGoldenWords(figures)), null))).toBe(golden);
  });

  test('lets long words run on and keeps every figure in its column', async () => {
    const lines = (await whole(statementAsText(statement, null))).split('\n');
    const at = lines.findIndex((line) => line.startsWith(' 2026-12-15 Trustee'));
    expect(lines[at + 1]).toMatch(/^ {12}docket 88 +600\.00 +600\.00$/);
    expect(lines[at + 1]).toHaveLength(76);
  });
});

describe('JSON', () => {
  let text: string;
  let json: AccountingJson;
  beforeAll(async () => {
    text = await whole(statementAsJson(statement, null));
    json = JSON.parse(text);
  });

  test('is set as any JSON is, also where a schedule has no line', async () => {
    expect(text).toBe(`${JSON.stringify(json, null, 2)}\n`);
    const bare = { ...statement, schedules: { ...statement.schedules, D: { ...statement.schedules.D, lines: [] } } };
    const empty = await whole(statementAsJson(bare, null));
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
    const rows: Record<string, string>[] = parse(await whole(statementAsCsv(statement, null)), { columns: true });
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
    const csv = await whole(statementAsCsv(stateAccounting(hostile), null));
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
  const json = (await whole(statementAsJson(statement, null))).replace('"credits":', '');
  const printed = JSON.stringify(printedAccount(statement, fingerprintOf(figures), NOT_FILED));
  for (const document of [
    await whole(statementAsText(statement, null)),
    await whole(statementAsCsv(statement, null)),
    json,
    printed,
  ]) {
    expect(document).not.toMatch(/debit|credit/i);
  }
});

describe('the approvals behind the payments', () => {
  const said = 'The approvals behind its payments are not signed: the approvers had no passkey.';

  test.each([
    [{ given: 0, signed: 0 }, null],
    [{ given: 3, signed: 0 }, said],
    [{ given: 3, signed: 3 }, 'All approvals behind its payments are signed with the approvers’ passkeys.'],
    [
      { given: 3, signed: 1 },
      'Of the 3 approvals behind its payments, 1 is signed with a passkey. The other approvers had none.',
    ],
    [
      { given: 5, signed: 2 },
      'Of the 5 approvals behind its payments, 2 are signed with a passkey. The other approvers had none.',
    ],
  ])('%o: "%s"', (counts, sentence) => {
    expect(approvalsSentence(counts)).toBe(sentence);
  });

  test('are told of in every document, by the same sentence', async () => {
    expect((await whole(statementAsText(statement, said))).split('\n').slice(-3)).toEqual([
      'APPROVALS',
      ` ${said}`,
      '',
    ]);
    expect(JSON.parse(await whole(statementAsJson(statement, said))).approvals).toBe(said);
    const rows: Record<string, string>[] = parse(await whole(statementAsCsv(statement, said)), { columns: true });
    expect(rows.at(-1)).toMatchObject({ schedule: 'Approvals', description: said, total: '' });
    expect(printedAccount(statement, fingerprintOf(figures), { ...NOT_FILED, approvals: said }).approvals).toBe(said);
  });
});
