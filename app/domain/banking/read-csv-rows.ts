import { parse } from 'csv-parse/sync';
import { Refusal } from '~/access/refusal';

/** Small tables that stand beside the books: a year of them is a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

export interface CsvRow {
  /** The line of the file, the head being line 1. */
  line: number;
  /** By column; empty where the row has none. */
  cell: (column: string) => string;
}

/** Reads a small CSV table. Throws Refusal `<code>.file` with what is wrong with the file as a whole. */
export function readCsvRows(bytes: Uint8Array, columns: readonly string[], code: string): CsvRow[] {
  const refuse = (sentence: string) => new Refusal(`${code}.file`, `${sentence} Nothing was imported.`, 'file');
  if (bytes.byteLength === 0) throw refuse('The file is empty.');
  if (bytes.byteLength > MAX_BYTES) throw refuse('The file is larger than 1 MB.');
  const records = parsed(bytes);
  if (records === null) throw refuse('This is not a CSV file in UTF-8. Save it as CSV and choose that file.');
  const [head, ...rows] = records;
  const missing = columns.find((column) => !head?.cells.includes(column));
  if (!head || missing) throw refuse(`The file has no column "${missing}". The head must name: ${columns.join(', ')}.`);
  if (rows.length === 0) throw refuse('The file has a head and no rows.');
  return rows.map(({ line, cells }) => ({ line, cell: (column) => cells[head.cells.indexOf(column)] ?? '' }));
}

function parsed(bytes: Uint8Array): Array<{ line: number; cells: string[] }> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if ([...text].some((letter) => letter < ' ' && !'\t\r\n'.includes(letter))) return null;
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Array<{ record: string[]; info: { lines: number } }>;
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch {
    return null;
  }
}
