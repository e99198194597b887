import type { ReactNode } from 'react';
import type { AmountText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { classes } from './classes';

export interface Column {
  head: ReactNode;
  num?: boolean;
  /** On a phone this column steps aside; a figure that a decision needs never does. */
  hideNarrow?: boolean;
}

interface TableProps {
  caption: ReactNode;
  /** The caption is shown where no heading says the same. */
  captionShown?: boolean;
  /** Of the caption, so that a scrolling region can be named by it. */
  captionId?: string;
  columns: readonly Column[];
  /** Rows light up under the pointer only where they can be opened. */
  rowsOpen?: boolean;
  children: ReactNode;
}

/** Text left, figures right; an ink rule under the head, hairlines between rows. Rows are the caller's `<tr>`. */
export function Table({ caption, captionShown = false, captionId, columns, rowsOpen = false, children }: TableProps) {
  return (
    <table className={classes('tbl', !rowsOpen && 'still')}>
      <caption className={captionShown ? undefined : 'vh'} id={captionId}>
        {caption}
      </caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one table never move
              key={index}
              scope="col"
              className={classes(column.num && 'num', column.hideNarrow && 'hide-s') || undefined}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface NumProps {
  amount?: AmountText;
  /** Ruled above, and below too in a `total` row. */
  sum?: boolean;
  muted?: boolean;
  /** Tabular but at the left: a date, a count of days. */
  left?: boolean;
  /** Weight 600: the figure the row is about. */
  strong?: boolean;
  /** Instead of an amount: a count, a date, a dash for "none in this column". */
  children?: ReactNode;
}

/** A figure's cell. */
export function Num({ amount, sum = false, muted = false, left = false, strong = false, children }: NumProps) {
  const figure = amount === undefined ? children : formatAmount(amount);
  return (
    <td className={classes('num', left && 'l', sum && 'sum', muted && 'muted')}>{strong ? <b>{figure}</b> : figure}</td>
  );
}

interface SumRowProps {
  label: ReactNode;
  /** How many columns the label spans. */
  span?: number;
  /** The last line: one rule above, two below the figures. Without it: a sub-sum. */
  closing?: boolean;
  children: ReactNode;
}

/** A line that adds up the lines above it, ruled as an accountant rules it. */
export function SumRow({ label, span = 1, closing = false, children }: SumRowProps) {
  return (
    <tr className={closing ? 'total' : 'sub'}>
      <th scope="row" colSpan={span > 1 ? span : undefined}>
        {label}
      </th>
      {children}
    </tr>
  );
}

/** A schedule never folds: on a phone it scrolls in a region that a keyboard reaches. */
export function Scroll({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard could not scroll the region
    // biome-ignore lint/a11y/useSemanticElements: a section would need its own heading
    <div className="scroll" role="region" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}
