import { parse } from 'csv-parse/sync';
import { FIELDS, fieldProblem } from '~/vault/identity-fields';
import { normaliseName } from '~/vault/name-token';
import { MOST_CHILDREN } from '~/vault/protocol';

const COLUMNS = FIELDS.beneficiary;
type Column = (typeof COLUMNS)[number];

/** Where a file is wrong: its line, the column, and a sentence. None repeats what stands there. */
export interface IdentityProblem {
  row: number;
  column: Column | '';
  message: string;
}

export interface IdentityRow {
  row: number;
  values: Partial<Record<Column, string>>;
}

type ReadIdentities = { ok: true; rows: IdentityRow[] } | { ok: false; problems: IdentityProblem[] };

const whole = (message: string): ReadIdentities => ({ ok: false, problems: [{ row: 0, column: '', message }] });

/** Reads identities from CSV bytes. With one problem nothing is read; an empty field is one that is not known. */
export function readIdentitiesCsv(bytes: Uint8Array): ReadIdentities {
  const records = recordsOf(bytes);
  if (!records) return whole('The file is not CSV in UTF-8. Save it anew as CSV.');
  const [head, ...rest] = records;
  if (!head || COLUMNS.some((column) => !head.cells.includes(column)) || head.cells.length !== COLUMNS.length)
    return whole(`The head of the file has to name these columns and no others: ${COLUMNS.join(', ')}.`);
  if (rest.length === 0) return whole('The file has a head and no rows. There is nobody to take in.');
  if (rest.length > MOST_CHILDREN)
    return whole(`The file has ${rest.length} rows; the most is ${MOST_CHILDREN}. Split it.`);
  const problems: IdentityProblem[] = [];
  const rows = rest.map(({ cells, row }) => readRow(head.cells, cells, row, problems));
  problems.push(...sameNames(rows));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

function recordsOf(bytes: Uint8Array): { cells: string[]; row: number }[] | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const read = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    return (read as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      row: info.lines,
    }));
  } catch {
    return null;
  }
}

function readRow(head: string[], cells: string[], row: number, problems: IdentityProblem[]): IdentityRow {
  if (cells.length !== head.length)
    problems.push({ row, column: '', message: `The row has ${cells.length} fields and the head has ${head.length}.` });
  const values: IdentityRow['values'] = {};
  for (const column of COLUMNS) {
    const value = cells[head.indexOf(column)] ?? '';
    const needed = column === 'name' || column === 'birth_date';
    const problem = value || needed ? fieldProblem('beneficiary', column, value) : undefined;
    if (problem) problems.push({ row, column, message: problem });
    if (value) values[column] = value;
  }
  return { row, values };
}

/** Two rows of one name are one child written twice, or two children whom somebody has to tell apart first. */
function sameNames(rows: readonly IdentityRow[]): IdentityProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, values }) => {
    const name = normaliseName(values.name ?? '');
    const before = first.get(name);
    if (before === undefined) first.set(name, row);
    return before === undefined || name === ''
      ? []
      : [{ row, column: 'name' as const, message: `The name of row ${before} stands here again.` }];
  });
}
