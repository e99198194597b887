import { stringify } from 'csv-stringify/sync';
import type { StatedSchedule, Statement } from './statement';

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
export function statementAsCsv(statement: Statement, approvals: string | null): string {
  const { A, B, C, D, E, F } = statement.schedules;
  const rows: Row[] = [
    ...statement.summary.map(({ numeral, label, income, principal, total, schedule }) => ({
      schedule: 'Summary',
      line: numeral,
      date: statement.through,
      description: label,
      income,
      principal,
      total,
      market_value: schedule === 'E' ? E.market : null,
    })),
    ...rowsOf('A', A),
    ...rowsOf('B', B),
    ...rowsOf('C', C),
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
  ];
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    cast: { string: (value, { column }) => (FIGURES.has(String(column)) ? { value, escape_formulas: false } : value) },
  });
}

function rowsOf(letter: string, schedule: StatedSchedule): Row[] {
  return schedule.groups.flatMap((group) =>
    group.lines.map((line) => ({ ...line, schedule: letter, entry: String(line.entry) })),
  );
}
