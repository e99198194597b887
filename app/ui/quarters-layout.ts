import { type AmountText, amount, Decimal, ZERO } from '~/money/amount';
import { percent, roundTop, share } from './scale';

export interface Quarter {
  /** "Q1 2026". */
  label: string;
  /** Both as positive amounts: what stands below the line is a payment. */
  receipts: AmountText;
  payments: AmountText;
}

export interface QuarterColumn {
  label: string;
  /** Of the column's left edge, its width, and its middle. */
  x: string;
  width: string;
  middle: string;
  up: { y: number; height: number; labelY: number };
  down: { y: number; height: number; labelY: number };
}

/** Pixels from the top of the zero line, and the room a column has above or below it. */
export const ZERO_LINE = 150;
const ROOM = 124;

/** Places a column for each quarter, receipts above one zero line and payments below it, on one scale. */
export function quartersLayout(quarters: readonly Quarter[]): QuarterColumn[] {
  const largest = quarters.reduce((top, quarter) => {
    return Decimal.max(top, amount(quarter.receipts), amount(quarter.payments));
  }, ZERO);
  const top = roundTop(largest);
  const slot = 1 / Math.max(1, quarters.length);
  return quarters.map((quarter, index) => {
    const up = tenth(ROOM * share(quarter.receipts, top));
    const down = tenth(ROOM * share(quarter.payments, top));
    return {
      label: quarter.label,
      x: percent((index + 0.3) * slot),
      width: percent(0.4 * slot),
      middle: percent((index + 0.5) * slot),
      up: { y: tenth(ZERO_LINE - up), height: up, labelY: tenth(ZERO_LINE - up - 7) },
      down: { y: ZERO_LINE, height: down, labelY: tenth(ZERO_LINE + down + 18) },
    };
  });
}

/** A tenth of a pixel is finer than a column's edge. */
function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
