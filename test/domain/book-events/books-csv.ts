import type { BookEvent, Column } from '~/domain/book-events/book-event';
import { COLUMNS } from '~/domain/book-events/book-event';
import { readEventsCsv } from '~/domain/book-events/read-events-csv';

export type Cells = Partial<Record<Column, string>>;

const FEE: Cells = {
  occurred_on: '2027-01-05',
  kind: 'fee',
  amount: '45.00',
  currency: 'USD',
  principal: '45.00',
  income: '0.00',
  party: 'Custodian bank',
  category: 'wire_fee',
  reference: 'V-9001',
  description: 'Outgoing wire fee',
};

/** A fee of 45.00 on Jan 5, 2027, with what a test changes of it. */
export const fee = (changed: Cells = {}): Cells => ({ ...FEE, ...changed });

/** Rows as the file of books a person would bring, each cell quoted. */
export function csv(...rows: Cells[]): Uint8Array {
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const lines = [COLUMNS.join(','), ...rows.map((row) => line(COLUMNS.map((column) => row[column] ?? '')))];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** The same rows as events, for rules that are asked without a file. */
export function events(...rows: Cells[]): BookEvent[] {
  const read = readEventsCsv(csv(...rows));
  if (!read.ok) throw new Error(`not readable: ${JSON.stringify(read.problems)}`);
  return read.events;
}
