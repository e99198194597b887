import { parse } from 'csv-parse/sync';
import { type Decimal, parseAmount, ZERO } from '~/money/amount';
import { isDay } from '../trusts/legal-day';
import {
  BOOK_EVENT_KINDS,
  type BookEvent,
  type BookEventKind,
  COLUMNS,
  type Column,
  type RowProblem,
} from './book-event';

/** A year of a busy trust is under a megabyte; past this a file is refused before it is read. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
const MAX_TEXT = 200;

export type ReadEvents = { ok: true; events: BookEvent[] } | { ok: false; problems: RowProblem[] };

const whole = (message: string): ReadEvents => ({
  ok: false,
  problems: [{ row: 0, field: '', message }],
});

/** Reads a trust's books from CSV bytes. Every problem is named with its row and field; with one problem nothing is read. */
export function readEventsCsv(bytes: Uint8Array): ReadEvents {
  if (bytes.byteLength === 0) return whole('The file is empty. Choose the CSV file with the events.');
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return whole(
      `The file has ${Math.ceil(bytes.byteLength / 1048576)} MB; the most is ${MAX_FILE_BYTES / 1048576} MB. Split it by year.`,
    );
  }
  const text = decode(bytes);
  if (text === null) return whole('This is not a text file. Save the books as CSV in UTF-8 and choose that file.');
  let records: Array<{ record: string[]; info: { lines: number } }>;
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return whole(
      `The file is not CSV${line ? `: line ${line} has a quote that is not closed or not at the edge of its field` : ''}. Save it anew as CSV.`,
    );
  }
  const [first, ...rows] = records;
  const head = first?.record ?? [];
  const headProblems = checkHead(head);
  if (headProblems.length > 0) return { ok: false, problems: headProblems };
  if (rows.length === 0) return whole('The file has a head and no rows. There is nothing to import.');
  const problems: RowProblem[] = [];
  const events = rows.map(({ record, info }) => readRow(head, record, info.lines, problems));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, events };
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Control characters other than tab and line ends do not occur in books; they do in programs and pictures.
    return [...text].some(isControl) ? null : text;
  } catch {
    return null;
  }
}

function isControl(letter: string): boolean {
  return letter < ' ' && letter !== '\t' && letter !== '\n' && letter !== '\r';
}

function checkHead(head: string[]): RowProblem[] {
  const missing = COLUMNS.filter((column) => !head.includes(column));
  const unknown = head.filter((name) => !COLUMNS.includes(name as Column));
  const twice = head.filter((name, index) => head.indexOf(name) !== index);
  return [
    ...missing.map((field) => ({
      row: 1,
      field,
      message: `The file has no column "${field}". The head must name: ${COLUMNS.join(', ')}.`,
    })),
    ...unknown.map((name) => ({
      row: 1,
      field: '' as const,
      message: `"${name.slice(0, 40)}" is not a column of these books. Remove it or rename it.`,
    })),
    ...twice.map((name) => ({
      row: 1,
      field: name as Column,
      message: `The column "${name}" stands twice. Keep one.`,
    })),
  ];
}

function readRow(head: string[], cells: string[], row: number, problems: RowProblem[]): BookEvent {
  const say = (field: Column | '', message: string) => problems.push({ row, field, message });
  if (cells.length !== head.length)
    say(
      '',
      `The row has ${cells.length} fields and the head has ${head.length}. Check for a missing or an extra comma.`,
    );
  const cell = (column: Column) => cells[head.indexOf(column)] ?? '';
  for (const column of COLUMNS) {
    if (cell(column).length > MAX_TEXT)
      say(column, `${column} has ${cell(column).length} letters; the most is ${MAX_TEXT}.`);
  }
  const occurredOn = cell('occurred_on');
  if (!isDay(occurredOn)) say('occurred_on', `"${occurredOn}" is not a date. Write it as 2026-01-20.`);
  const kind = cell('kind') as BookEventKind;
  if (!BOOK_EVENT_KINDS.includes(kind))
    say('kind', `"${cell('kind')}" is not a kind of event. Use one of: ${BOOK_EVENT_KINDS.join(', ')}.`);
  if (!/^[A-Z]{3}$/.test(cell('currency')))
    say('currency', `"${cell('currency')}" is not a currency code. Use three letters, like USD.`);
  if (!/^[A-Za-z0-9._-]{0,40}$/.test(cell('holding')))
    say('holding', `"${cell('holding')}" is not a holding. Use letters, digits, dots and dashes.`);
  if (!/^[A-Za-z0-9_-]{0,40}$/.test(cell('category')))
    say('category', `"${cell('category')}" is not a category. Use letters, digits, dashes and underscores.`);
  const figure = (column: Column, decimals: number): Decimal | null => {
    if (cell(column) === '') return null;
    const parsed = parseAmount(cell(column), { decimals });
    if (!parsed.ok) say(column, parsed.message);
    return parsed.ok ? parsed.value : null;
  };
  const amount = figure('amount', 2);
  if (cell('amount') === '') say('amount', 'The amount is missing. Enter it, like 475.33.');
  else if (amount?.isNegative() || (amount?.isZero() && kind !== 'opening_cash'))
    say('amount', `${cell('amount')} is not above zero. The kind says the direction; write the amount without a sign.`);
  const units = figure('units', 4);
  if (units?.lte(0)) say('units', `${cell('units')} units are not above zero. Write units without a sign.`);
  return {
    row,
    occurredOn,
    kind,
    amount: amount ?? ZERO,
    currency: cell('currency'),
    units,
    holding: cell('holding'),
    principal: figure('principal', 2),
    income: figure('income', 2),
    party: cell('party'),
    category: cell('category'),
    reference: cell('reference'),
    description: cell('description'),
  };
}
