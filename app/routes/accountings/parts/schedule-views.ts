import { type AmountText, amount } from '~/money/amount';
import type { PrintedSchedule } from '~/reports/court-accounting/printed-schedules';
import type { StatedSchedule, Statement } from '~/reports/court-accounting/statement';

export interface ScheduleView {
  letter: string;
  heading: string;
  /** For the rail: "A. Receipts", and the figure of the summary. */
  short: string;
  total: AmountText | null;
  dated: boolean;
  textColumns: string[];
  figureColumns: string[];
  groups: Array<{ title: string | null; subtotal: AmountText | null; lines: LineView[] }>;
  closing: { label: string; figures: Array<AmountText | null> } | null;
  note: string | null;
}

interface LineView {
  number: string;
  entry: number | null;
  date: string;
  texts: string[];
  figures: Array<AmountText | null>;
}

/** What stands behind a printed line: its entry, and its figures before they were set in type. */
interface Support {
  entry: number | null;
  figures: Array<AmountText | null>;
}

const SHORT: Record<string, string> = {
  A: 'Receipts',
  B: 'Disbursements',
  C: 'Distributions',
  D: 'Capital, net',
  E: 'On hand',
  F: 'Investments made',
};

/** Schedules A to F for the screen: the words as printed, each line with its figures and the entry it rests on. */
export function scheduleViews(statement: Statement, printed: readonly PrintedSchedule[]): ScheduleView[] {
  const support = supportOf(statement);
  return printed.map((schedule) => {
    const texts = schedule.heads.filter((head) => head.kind === 'name' || head.kind === 'words');
    const figures = schedule.heads.filter((head) => head.kind === 'figure');
    const dated = schedule.heads.some((head) => head.kind === 'date');
    const stated = schedule.letter === 'C' ? statement.schedules.C.groups : null;
    return {
      letter: schedule.letter,
      heading: schedule.heading,
      short: `${schedule.letter}. ${SHORT[schedule.letter] ?? ''}`,
      total: totalOf(statement, schedule.letter),
      dated,
      textColumns: texts.map((head) => head.text),
      figureColumns: figures.map((head) => head.text),
      groups: schedule.groups.map((group, index) => ({
        title: stated?.[index]?.title ?? group.title,
        subtotal: stated?.[index]?.subtotal.total ?? null,
        lines: group.rows.map((row) => lineOf(row, dated, texts.length, support)),
      })),
      closing: schedule.total && { label: schedule.total.label, figures: closingOf(statement, schedule.letter) },
      note: schedule.note,
    };
  });
}

function lineOf(row: readonly string[], dated: boolean, texts: number, support: Map<string, Support>): LineView {
  const [number = '', ...rest] = row;
  const words = dated ? rest.slice(1) : rest;
  const found = support.get(number) ?? { entry: null, figures: [] };
  return { number, date: dated ? (rest[0] ?? '') : '', texts: words.slice(0, texts), ...found };
}

function supportOf({ schedules: { A, B, C, D, E, F } }: Statement): Map<string, Support> {
  const backed = (line: string, entry: number | null, ...figures: Support['figures']): [string, Support] => [
    line,
    { entry, figures },
  ];
  const parts = (schedule: StatedSchedule) =>
    schedule.groups
      .flatMap((group) => group.lines)
      .map(({ line, entry, income, principal }) => backed(line, entry, orNone(income), orNone(principal)));
  return new Map([
    ...parts(A),
    ...parts(B),
    ...parts(C),
    ...D.lines.map(({ line, entry, gain, loss }) => backed(line, entry, gain, loss)),
    ...E.lines.map(({ line, market, total }) => backed(line, null, market, total)),
    ...F.lines.map(({ line, entry, carrying }) => backed(line, entry, carrying)),
  ]);
}

function closingOf({ schedules }: Statement, letter: string): Array<AmountText | null> {
  if (letter === 'D') return [schedules.D.gains, schedules.D.losses];
  if (letter === 'E') return [schedules.E.market, schedules.E.total.total];
  if (letter === 'A' || letter === 'B' || letter === 'C')
    return [schedules[letter].total.income, schedules[letter].total.principal];
  return [];
}

/** As the summary shows it: what was paid out is taken away. */
function totalOf({ summary }: Statement, letter: string): AmountText | null {
  return summary.find((line) => line.schedule === letter)?.total ?? null;
}

/** A part that takes nothing is a dash. */
function orNone(part: AmountText): AmountText | null {
  return amount(part).isZero() ? null : part;
}
