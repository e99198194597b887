import { stringify } from 'csv-stringify/sync';
import type { ShownCell } from './publishable-table';

const COLUMNS = ['quarter', 'service', 'age_band', 'children', 'times_given', 'shown', 'copy'] as const;

/**
 * A published table, a row a cell: totals are "all", and what is not shown is empty and says so. Each row bears the number of the copy, as a
 * part of the table that is sent on does too. */
export function tableAsCsv(quarter: string, cells: readonly ShownCell[], copy: string): string {
  return stringify(
    cells.map(({ service, band, children, given }) => [
      quarter,
      service || 'all',
      band || 'all',
      children,
      given,
      children === null ? 'no' : 'yes',
      copy,
    ]),
    { header: true, columns: [...COLUMNS] },
  );
}
