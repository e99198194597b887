import { stringify } from 'csv-stringify/sync';
import type { ShownCell } from './publishable-table';

const COLUMNS = ['quarter', 'service', 'age_band', 'children', 'times_given', 'shown'] as const;

/** A published table, a row a cell: totals are "all", and what is not shown is empty and says so. */
export function tableAsCsv(quarter: string, cells: readonly ShownCell[]): string {
  return stringify(
    cells.map(({ service, band, children, given }) => [
      quarter,
      service || 'all',
      band || 'all',
      children,
      given,
      children === null ? 'no' : 'yes',
    ]),
    { header: true, columns: [...COLUMNS] },
  );
}
