import { type AmountText, amount, Decimal } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { daysBetween, percent, rounded, roundStep, share } from './scale';

export interface RunwayData {
  /** Whole years on the axis. */
  firstYear: number;
  lastYear: number;
  /** ISO dates throughout. */
  today: string;
  /** Cash from that day on; the first stands at the left edge. */
  history: readonly { on: string; cash: AmountText }[];
  /** Cash after what is asked on this page; without a request, the cash of today. */
  leftAfter: AmountText;
  /** The day cash reaches zero at each pace. Beyond the axis is allowed. */
  ends: { slower: string; pace: string; faster: string };
  /** The quarter of majority; never a birth date. */
  majority?: { from: string; to: string };
}

/** Pixels from the top: the plot lies between. */
export const PLOT = { top: 24, height: 200, bottom: 224 } as const;

export interface RunwayLayout {
  /** Units of the inner drawing: days across, `height` down. */
  viewBox: string;
  history: string;
  ahead: string;
  band: string;
  today: string;
  /** The request itself: the drop from cash to what is left, on today's line. */
  drop: { from: number; to: number };
  leftLabel: { x: string; y: number; anchor: 'start' | 'end' };
  end: { x: string; labelX: string; anchor: 'start' | 'end' } | null;
  majority: { x: string; width: string; labelX: string; anchor: 'start' | 'end' } | null;
  grid: { y: number; label: string }[];
  ticks: string[];
  years: { x: string; label: string }[];
}

/** The inner drawing is 40,000 units high, so that whole numbers are fine enough. */
const UNITS = 40_000;
const GAP = 0.0055;
const MOST_YEARS = 8;

/** Places the line of cash from the first year to the last: what was, what is left, and when it ends at three paces. */
export function runwayLayout(data: RunwayData): RunwayLayout {
  const from = `${data.firstYear}-01-01`;
  const days = daysBetween(from, `${data.lastYear + 1}-01-01`);
  const across = (on: string) => daysBetween(from, on);
  const x = (on: string) => across(on) / days;
  const largest = data.history.reduce((top, point) => Decimal.max(top, amount(point.cash)), amount(data.leftAfter));
  const step = roundStep(largest);
  const steps = Math.max(1, Decimal.max(largest, 1).div(step).ceil().toNumber());
  const top = step.times(steps);
  const down = (cash: AmountText) => Math.round(UNITS * (1 - share(cash, top)));
  const pixel = (cash: AmountText) => rounded(PLOT.top + PLOT.height * (1 - share(cash, top)));
  const now = across(data.today);
  const left = down(data.leftAfter);
  const cashToday = data.history.at(-1)?.cash ?? data.leftAfter;
  return {
    viewBox: `0 0 ${days} ${UNITS}`,
    history: historyPath(data, across, down),
    ahead: `M${now} ${left}L${across(data.ends.pace)} ${UNITS}`,
    band: `M${now} ${left}L${across(data.ends.slower)} ${UNITS}H${across(data.ends.faster)}z`,
    today: percent(x(data.today)),
    drop: { from: pixel(cashToday), to: pixel(data.leftAfter) },
    leftLabel: beside(x(data.today), 0.0155, pixel(data.leftAfter) - 12),
    end: endOf(x(data.ends.pace)),
    majority: data.majority ? majorityOf(x(data.majority.from), x(data.majority.to)) : null,
    grid: gridOf(step, steps),
    ...yearsOf(data),
  };
}

function historyPath(data: RunwayData, across: (on: string) => number, down: (cash: AmountText) => number): string {
  const [first, ...rest] = data.history;
  if (!first) return '';
  const path = rest.map((point) => `H${across(point.on)}V${down(point.cash)}`).join('');
  return `M${Math.max(0, across(first.on))} ${down(first.cash)}${path}H${across(data.today)}`;
}

/** A label stands to the right of its point, or to the left where the edge is near. */
function beside(at: number, gap: number, y: number) {
  const anchor = at > 0.6 ? ('end' as const) : ('start' as const);
  return { x: percent(anchor === 'end' ? at - gap : at + gap), y: rounded(y), anchor };
}

function endOf(at: number): RunwayLayout['end'] {
  if (at < 0 || at > 1) return null;
  const anchor = at < 0.35 ? 'start' : 'end';
  return { x: percent(at), labelX: percent(anchor === 'end' ? at - GAP : at + GAP), anchor };
}

function majorityOf(from: number, to: number): RunwayLayout['majority'] {
  if (from < 0 || from >= 1) return null;
  const anchor = from < 0.35 ? 'start' : 'end';
  return {
    x: percent(from),
    width: percent(Math.min(to, 1) - from),
    labelX: percent(anchor === 'end' ? from - GAP : from + GAP),
    anchor,
  };
}

function gridOf(step: Decimal, steps: number): RunwayLayout['grid'] {
  return Array.from({ length: steps - 1 }, (_, index) => {
    const value = step.times(steps - 1 - index);
    return {
      y: rounded(PLOT.top + (PLOT.height * (index + 1)) / steps),
      label: formatAmount(value.toString()).replace(/\.00$/, ''),
    };
  });
}

/** Years are drawn alike, leap or not: a quarter of a pixel that nobody reads. */
function yearsOf(data: RunwayData): Pick<RunwayLayout, 'ticks' | 'years'> {
  const count = data.lastYear - data.firstYear + 1;
  const every = Math.ceil(count / MOST_YEARS);
  const all = Array.from({ length: count }, (_, index) => index);
  return {
    ticks: all.slice(1).map((index) => percent(index / count)),
    years: all
      .filter((index) => index % every === 0)
      .map((index) => ({ x: percent((index + 0.5) / count), label: String(data.firstYear + index) })),
  };
}
