import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t0042Figures } from 'test/reports/t-0042-figures';
import { afterAll, describe, expect, test } from 'vitest';
import { formatCourt } from '~/money/format';
import { approvalsSentence } from '~/reports/court-accounting/approvals-signed';
import { accountingPdf } from '~/reports/court-accounting/document.server';
import type { AccountingFigures } from '~/reports/court-accounting/figures';
import { fingerprintOf, shortFingerprint } from '~/reports/court-accounting/fingerprint';
import { NOT_FILED, printedAccount } from '~/reports/court-accounting/printed-account';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { lacks } from '../../support/programs';

const unread = lacks('pdftotext');

const folder = mkdtempSync(join(tmpdir(), 'tutela-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

function pdfOf(figures: AccountingFigures, marks = NOT_FILED): Buffer {
  const printed = printedAccount(stateAccounting(figures), fingerprintOf(figures), marks);
  return accountingPdf(printed, figures.through);
}

/** Poppler reads it as a stranger would: nothing of the engine that wrote it. */
function poppler(tool: 'pdftotext' | 'pdfinfo' | 'pdffonts', pdf: Buffer): string {
  const file = join(folder, 'account.pdf');
  writeFileSync(file, pdf);
  const args = tool === 'pdftotext' ? ['-layout', file, '-'] : [file];
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe.skipIf(unread)('the PDF of T-0042', () => {
  const figures = t0042Figures();
  const statement = stateAccounting(figures);
  const pdf = pdfOf(figures);

  test('shows every figure of the summary and of each schedule', () => {
    const said = poppler('pdftotext', pdf);
    const { A, B, C, D, E, F } = statement.schedules;
    const expected = [
      ...statement.summary,
      ...[A, B, C].flatMap(({ groups, total }) => [total, ...groups.flatMap((group) => group.lines)]),
    ].flatMap(({ income, principal }) => [income, principal]);
    expected.push(...statement.summary.map((line) => line.total), ...D.lines.map((line) => line.total));
    expected.push(...E.lines.flatMap((line) => [line.total, line.market ?? '0.00']), E.market ?? '', E.total.total);
    expected.push(...F.lines.map((line) => line.carrying), statement.charges.total.total);
    const missing = expected.map(formatCourt).filter((figure) => !said.includes(figure));
    expect(missing.filter((figure) => figure !== '0.00')).toEqual([]);
    for (const line of [...A.groups, ...B.groups, ...C.groups].flatMap((group) => group.lines)) {
      expect(said).toMatch(new RegExp(`^ *${line.line} `, 'm'));
    }
    expect(said).toContain('page 1 of 4');
    expect(said).toContain(shortFingerprint(fingerprintOf(figures)));
    expect(said).not.toMatch(/debit|credit/i);
  });

  test('is tagged PDF/A-2a on Letter, without form, script or attachment', () => {
    const info = poppler('pdfinfo', pdf);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Form: +none/);
    expect(info).toMatch(/JavaScript: +no/);
    expect(info).toMatch(/612 x 792 pts \(letter\)/);
    const raw = pdf.toString('latin1');
    expect(/<pdfaid:part>2<\/pdfaid:part>/.test(raw), 'PDF/A-2').toBe(true);
    expect(/<pdfaid:conformance>A<\/pdfaid:conformance>/.test(raw), 'level A').toBe(true);
    expect(/\/S\s*\/TH\b/.test(raw), 'header cells').toBe(true);
    expect(/\/EmbeddedFile|\/AcroForm|\/JavaScript/.test(raw), 'something inside').toBe(false);
  });

  test('embeds the fonts we ship, and no other', () => {
    const fonts = poppler('pdffonts', pdf).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Tutela(Serif|Sans)-\w+ .* yes yes yes /);
  });

  test('is the same to the byte when rendered again', () => {
    expect(pdfOf(t0042Figures()).equals(pdf)).toBe(true);
  });
});

test.skipIf(unread)('a schedule longer than a page repeats its head', () => {
  const figures = t0042Figures();
  const [first] = figures.distributions;
  if (!first) throw new Error('T-0042 distributes');
  const small = Array.from({ length: 100 }, (_, index) => ({ ...first, principal: '10.00', entry: 100 + index }));
  const said = poppler(
    'pdftotext',
    pdfOf({ ...figures, distributions: [...figures.distributions.slice(1), ...small] }),
  );
  expect(said.match(/^\f?Line +Date +Paid to +For +Income +Principal$/gm)?.length).toBeGreaterThanOrEqual(3);
  expect(said).toContain('C-105');
});

test.skipIf(unread)('says that the approvals are not signed, where they are not', () => {
  const said = approvalsSentence({ given: 2, signed: 0 });
  const words = (marks = NOT_FILED) => poppler('pdftotext', pdfOf(t0042Figures(), marks)).replace(/\s+/g, ' ');
  expect(words({ ...NOT_FILED, approvals: said })).toContain(said);
  expect(words()).not.toContain('approvals behind its payments');
});

test.skipIf(unread)('an account with nothing in it is printed', () => {
  const figures = t0042Figures();
  const nothing = { receipts: [], disbursements: [], distributions: [], capital: [], investments: [], onHand: [] };
  const opening = { income: '0.00', principal: '0.00', items: [] };
  expect(poppler('pdftotext', pdfOf({ ...figures, ...nothing, opening, cashProof: null, prior: null }))).toContain(
    'None.',
  );
});

test.skipIf(unread)('accents of many languages are set; a script we ship no font for is refused', () => {
  const named = (party: string) => {
    const figures = t0042Figures();
    Object.assign(figures.distributions[0] ?? {}, { party });
    return figures;
  };
  expect(poppler('pdftotext', pdfOf(named('Escuela Ñandú, Đại học, Łódź')))).toContain('Escuela Ñandú, Đại học, Łódź');
  expect(() => pdfOf(named('โรงเรียน'))).toThrow(expect.objectContaining({ code: 'accounting.not-printable' }));
});
