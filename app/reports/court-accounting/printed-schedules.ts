import { type AmountText, amount } from '~/money/amount';
import { formatCourt } from '~/money/format';
import type { StatedGroup, StatedSchedule, Statement } from './statement';
import { lineDate, partyAndPurpose } from './wording';

export interface PrintedSchedule {
  letter: string;
  heading: string;
  heads: { text: string; kind: 'line' | 'date' | 'name' | 'words' | 'figure' }[];
  groups: { title: string | null; rows: string[][] }[];
  /** Label, then one figure for each figure column; null where nothing is summed. */
  total: { label: string; figures: string[] } | null;
  note: string | null;
}

/** A dash says "none in this column"; "0.00" would be a figure. */
const NONE = '–';

const LINE = { text: 'Line', kind: 'line' } as const;
const DATE = { text: 'Date', kind: 'date' } as const;
const name = (text: string) => ({ text, kind: 'name' }) as const;
const words = (text: string) => ({ text, kind: 'words' }) as const;
const figure = (text: string) => ({ text, kind: 'figure' }) as const;
const PARTS = [figure('Income'), figure('Principal')];

/** Schedules A to F as printed, each cell its words; one table layout serves them all. */
export function printedSchedules(statement: Statement): PrintedSchedule[] {
  const date = (iso: string) => lineDate(iso, statement);
  return [
    printedReceipts(statement, date),
    printedDisbursements(statement, date),
    printedDistributions(statement, date),
    printedCapital(statement, date),
    printedHoldings(statement),
    printedInvestments(statement, date),
  ];
}

type Dated = (iso: string) => string;

function printedReceipts({ schedules: { A } }: Statement, date: Dated): PrintedSchedule {
  return {
    letter: 'A',
    heading: `Schedule A. ${A.title}`,
    heads: [LINE, DATE, words('Description'), ...PARTS],
    groups: A.groups.map((group) => ({
      title: group.title,
      rows: group.lines.map((line) => {
        const said = partyAndPurpose(line.party, line.description);
        const described = group.group === 'restitution' ? `${said}, ref. ${line.reference}` : said;
        return [line.line, date(line.date), described, ...partsOf(line)];
      }),
    })),
    total: totalOf('receipts', A),
    note: null,
  };
}

function printedDisbursements({ schedules: { B } }: Statement, date: Dated): PrintedSchedule {
  return {
    letter: 'B',
    heading: `Schedule B. ${B.title}`,
    heads: [LINE, DATE, name('Payee'), words('Purpose'), ...PARTS],
    groups: B.groups.map((group) => ({ title: null, rows: payments(group, date) })),
    total: totalOf('disbursements', B),
    note: null,
  };
}

function printedDistributions({ schedules: { C } }: Statement, date: Dated): PrintedSchedule {
  return {
    letter: 'C',
    heading: `Schedule C. ${C.title}`,
    heads: [LINE, DATE, name('Paid to'), words('For'), ...PARTS],
    groups: C.groups.map((group) => ({
      title: `${group.title}, ${formatCourt(group.subtotal.total)}`,
      rows: payments(group, date),
    })),
    total: totalOf('distributions', C),
    note: null,
  };
}

function printedCapital({ schedules: { D } }: Statement, date: Dated): PrintedSchedule {
  const rows = D.lines.map((line) => [
    line.line,
    date(line.date),
    `${line.description}: ${line.calculation}`,
    orNone(line.gain),
    orNone(line.loss),
  ]);
  return {
    letter: 'D',
    heading: `Schedule D. ${D.title}`,
    heads: [LINE, DATE, words('Description and calculation'), figure('Gain'), figure('Loss')],
    groups: [{ title: null, rows }],
    total: { label: `Net ${formatCourt(D.net.total)}`, figures: [formatCourt(D.gains), formatCourt(D.losses)] },
    note: null,
  };
}

function printedHoldings({ schedules: { E }, cashProof }: Statement): PrintedSchedule {
  const rows = E.lines.map((asset) => [asset.line, asset.description, orNone(asset.market), formatCourt(asset.total)]);
  return {
    letter: 'E',
    heading: `Schedule E. ${E.title}`,
    heads: [LINE, words('Description'), figure('Estimated current value'), figure('Carrying value')],
    groups: [{ title: null, rows }],
    total: { label: 'Total assets on hand', figures: [orNone(E.market), formatCourt(E.total.total)] },
    note: cashProof,
  };
}

function printedInvestments({ schedules: { F } }: Statement, date: Dated): PrintedSchedule {
  const rows = F.lines.map((line) => [line.line, date(line.date), line.description, formatCourt(line.carrying)]);
  return {
    letter: 'F',
    heading: `Schedule F. ${F.title}`,
    heads: [LINE, DATE, words('Description'), figure('Carrying value')],
    groups: [{ title: null, rows }],
    total: null,
    note: null,
  };
}

function payments(group: StatedGroup, date: Dated): string[][] {
  return group.lines.map((line) => [line.line, date(line.date), line.party, line.description, ...partsOf(line)]);
}

function totalOf(noun: string, schedule: StatedSchedule): PrintedSchedule['total'] {
  const { income, principal, total } = schedule.total;
  return { label: `Total ${noun} ${formatCourt(total)}`, figures: [formatCourt(income), formatCourt(principal)] };
}

function partsOf({ income, principal }: { income: AmountText; principal: AmountText }): string[] {
  return [income, principal].map((part) => (amount(part).isZero() ? NONE : formatCourt(part)));
}

function orNone(value: AmountText | null): string {
  return value === null ? NONE : formatCourt(value);
}
