import { stringify } from 'csv-stringify/sync';
import { inGroups } from '~/ledger/in-groups';
import type { Lines, StatedSchedule, StatementOf } from './statement';

const COLUMNS = [
  'schedule',
  'line',
  'date',
  'party',
  'description',
  'income',
  'principal',
  'total',
  'market_value',
  'entry',
  'reference',
] as const;

const FIGURES: ReadonlySet<string> = new Set(['income', 'principal', 'total', 'market_value']);

type Row = Partial<Record<(typeof COLUMNS)[number], string | null>>;

/**
 * The exhibit of lines: six summary rows, one row for each line of Schedules A to F, and one without
 * figures that says whether the payments' approvals are signed, where there are any. Figures are signed as the
 * summary shows them: what was paid out is negative in the summary and positive in its schedule. A text that a
 * spreadsheet would run as a formula is kept a text; figures, which we write ourselves, stay numbers.
 */
export async function* statementAsCsv(statement: StatementOf<Lines>, approvals: string | null): AsyncGenerator<string> {
  const { A, B, C, D, E, F } = statement.schedules;
  yield `${COLUMNS.join(',')}\n`;
  yield textOf(summaryRows(statement));
  yield* rowsOf('A', A);
  yield* rowsOf('B', B);
  yield* rowsOf('C', C);
  yield textOf([
    ...D.lines.map((line) => ({
      ...line,
      schedule: 'D',
      description: `${line.description}: ${line.calculation}`,
      entry: String(line.entry),
    })),
    ...E.lines.map((asset) => ({ ...asset, schedule: 'E', date: statement.through, market_value: asset.market })),
    ...F.lines.map(({ carrying, entry, ...line }) => ({
      ...line,
      schedule: 'F',
      total: carrying,
      entry: String(entry),
    })),
    ...(approvals === null ? [] : [{ schedule: 'Approvals', date: statement.through, description: approvals }]),
  ]);
}

function summaryRows({ summary, schedules, through }: StatementOf<Lines>): Row[] {
  return summary.map(({ numeral, label, income, principal, total, schedule }) => ({
    schedule: 'Summary',
    line: numeral,
    date: through,
    description: label,
    income,
    principal,
    total,
    market_value: schedule === 'E' ? schedules.E.market : null,
  }));
}

async function* rowsOf(letter: string, schedule: StatedSchedule<Lines>): AsyncGenerator<string> {
  for (const group of schedule.groups) {
    for await (const lines of inGroups(group.lines))
      yield textOf(lines.map((line) => ({ ...line, schedule: letter, entry: String(line.entry) })));
  }
}

function textOf(rows: Row[]): string {
  return stringify(rows, {
    columns: [...COLUMNS],
    escape_formulas: true,
    cast: { string: (value, { column }) => (FIGURES.has(String(column)) ? { value, escape_formulas: false } : value) },
  });
}
