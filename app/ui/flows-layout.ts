import { type AmountText, amount, Decimal, ZERO } from '~/money/amount';
import { percent, roundTop, share } from './scale';

/** What came in and what went out in one stretch of time. */
export interface Flow {
  /** "Q1 2026", "Jan". */
  label: string;
  /** Both as positive amounts: what stands below the line is a payment. */
  receipts: AmountText;
  payments: AmountText;
}

export interface FlowColumn {
  label: string;
  /** Of the column's left edge, its width, and its middle. */
  x: string;
  width: string;
  middle: string;
  /** Where a figure stands, so that none leaves the picture. */
  anchor: 'start' | 'middle' | 'end';
  up: FlowBar;
  down: FlowBar;
  /** On a phone this label steps aside. */
  crowded: boolean;
}

interface FlowBar {
  y: number;
  height: number;
  labelY: number;
  /** Whether its figure is written on it: with many columns, only on the largest. */
  said: boolean;
}

/** Pixels from the top of the zero line, and the room a column has above or below it. */
export const ZERO_LINE = 150;
const ROOM = 124;
/** More columns than this have no room for a figure on each. */
const FEW = 6;

/** Places a column for each stretch, receipts above one zero line and payments below it, on one scale. */
export function flowsLayout(flows: readonly Flow[]): FlowColumn[] {
  const topReceipt = largest(flows.map((flow) => flow.receipts));
  const topPayment = largest(flows.map((flow) => flow.payments));
  const top = roundTop(Decimal.max(topReceipt, topPayment));
  const few = flows.length <= FEW;
  const slot = 1 / Math.max(1, flows.length);
  return flows.map((flow, index) => {
    const up = tenth(ROOM * share(flow.receipts, top));
    const down = tenth(ROOM * share(flow.payments, top));
    return {
      label: flow.label,
      x: percent((index + 0.3) * slot),
      width: percent(0.4 * slot),
      middle: percent((index + 0.5) * slot),
      anchor: few ? 'middle' : anchorAt((index + 0.5) * slot),
      crowded: !few && index % 2 === 1,
      up: {
        y: tenth(ZERO_LINE - up),
        height: up,
        labelY: tenth(ZERO_LINE - up - 7),
        said: few || isFirst(flows, index, 'receipts', topReceipt),
      },
      down: {
        y: ZERO_LINE,
        height: down,
        labelY: tenth(ZERO_LINE + down + 18),
        said: few || isFirst(flows, index, 'payments', topPayment),
      },
    };
  });
}

function largest(amounts: readonly AmountText[]): Decimal {
  return Decimal.max(ZERO, ...amounts.map((text) => amount(text)));
}

function isFirst(flows: readonly Flow[], index: number, side: 'receipts' | 'payments', top: Decimal): boolean {
  return top.gt(0) && flows.findIndex((flow) => amount(flow[side]).eq(top)) === index;
}

function anchorAt(middle: number): FlowColumn['anchor'] {
  return middle < 0.15 ? 'start' : middle > 0.85 ? 'end' : 'middle';
}

/** A tenth of a pixel is finer than a column's edge. */
function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
