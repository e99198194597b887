// biome-ignore-all lint/a11y/noRedundantRoles: folded on a phone, a table's parts lose their roles in some browsers
import type { ReactNode } from 'react';
import { classes } from './classes';

export interface QueueColumn<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** `head` names the row; `num` stands right; `date` is tabular and stands left. */
  kind?: 'head' | 'num' | 'date' | 'text';
  /** A record's number: tabular with the slashed zero. */
  id?: boolean;
  /** On a phone the head's word stands before the value. */
  said?: boolean;
  /** On a phone the cell takes both columns. */
  wide?: boolean;
  /** On a phone 1 comes before 2 before 3 before the rest. */
  order?: 1 | 2 | 3;
}

interface QueueProps<Row> {
  caption: string;
  columns: readonly QueueColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/**
 * A list of records that folds into one block for each on a phone. Folding takes a table's meaning away in some
 * browsers, so each part says its role.
 */
export function Queue<Row>({ caption, columns, rows, rowKey }: QueueProps<Row>) {
  return (
    <table role="table" className="tbl fold">
      <caption className="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.head} role="columnheader" scope="col" className={column.kind === 'num' ? 'num' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)}>
            {columns.map((column) => (
              <QueueCell key={column.head} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function QueueCell<Row>({ column, row }: { column: QueueColumn<Row>; row: Row }) {
  const name = classes(
    (column.kind === 'num' || column.kind === 'date' || column.id) && 'num',
    column.id && 'id',
    (column.kind === 'date' || column.id) && 'l',
    column.wide && 'wide',
    column.order && `o${column.order}`,
  );
  const shared = { className: name || undefined, 'data-k': column.said ? column.head : undefined };
  if (column.kind === 'head') {
    return (
      <th role="rowheader" scope="row" {...shared}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td role="cell" {...shared}>
      {column.cell(row)}
    </td>
  );
}
