import { type AmountText, amount, sum, toText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { amountsOf, inPart, sumAmounts } from './amounts';
import type { AssetLine, CapitalLine, FigureLine, InfoLine } from './figures';
import { distributionTitle, RECEIPT_GROUPS, RECEIPT_TITLES, type ReceiptGroup } from './groups';
import type {
  Lines,
  StatedCapital,
  StatedCapitalLine,
  StatedGroup,
  StatedHoldings,
  StatedInvestments,
  StatedLine,
  StatedSchedule,
} from './statement';

/** A heading of a schedule, with the groups of lines that stand under it; undivided where it has no title. */
export interface Heading {
  group: string;
  title: string | null;
  holds: (group: string) => boolean;
}

export const TITLES = {
  A: 'Receipts',
  B: 'Disbursements',
  C: 'Distributions for the benefit of the beneficiary',
} as const;

/** A: restitution first, then earnings. B: all by date. C: by head of category. `groups` are those that have lines. */
export function headingsOf(letter: keyof typeof TITLES, groups: readonly string[]): Heading[] {
  if (letter === 'B') return [{ group: 'all', title: null, holds: () => true }];
  const order = letter === 'A' ? RECEIPT_GROUPS : [...new Set(groups)].sort();
  const titleOf = (group: string) =>
    letter === 'A' ? RECEIPT_TITLES[group as ReceiptGroup] : distributionTitle(group);
  return order.map((group) => ({ group, title: titleOf(group), holds: (other) => other === group }));
}

/** Restitution first, then earnings; each by date. */
export function scheduleA(receipts: readonly FigureLine<ReceiptGroup>[]): StatedSchedule {
  return stated('A', receipts);
}

/** By date, each line with its payee and purpose. */
export function scheduleB(disbursements: readonly FigureLine[]): StatedSchedule {
  return stated('B', disbursements);
}

/** By head of category; a returned payment and its reversal both stand. */
export function scheduleC(distributions: readonly FigureLine[]): StatedSchedule {
  return stated('C', distributions);
}

/** Gains and losses separately in one schedule, each with its calculation (Uniform Fiduciary Accounting Principle V). */
export function scheduleD(capital: readonly CapitalLine[]): StatedCapital {
  const lines = byDate(capital).map(statedCapitalLine);
  return {
    title: 'Capital transactions',
    lines,
    gains: toText(sum(lines.map((line) => line.gain ?? '0'))),
    losses: toText(sum(lines.map((line) => line.loss ?? '0'))),
    net: sumAmounts(lines),
  };
}

/** What is held at the close, at two values (Principle IV). */
export function scheduleE(onHand: readonly AssetLine[]): StatedHoldings {
  const lines = onHand.map((asset, index) => ({ ...asset, ...amountsOf(asset), line: `E-${index + 1}` }));
  const total = sumAmounts(lines);
  const market = marketOf(onHand);
  return {
    title: 'Assets on hand at close',
    lines,
    total,
    market,
    unrealized: market && toText(amount(market).minus(amount(total.total))),
  };
}

/** Purchases and changes of form: deliberately without a sum (Principle VI). */
export function scheduleF(investments: readonly InfoLine[]): StatedInvestments {
  return {
    title: 'Investments made (for information, not totalled)',
    lines: byDate(investments).map((line, index) => ({ ...line, line: `F-${index + 1}` })),
  };
}

function stated(letter: keyof typeof TITLES, figures: readonly FigureLine[]): StatedSchedule {
  let number = 0;
  const headings = headingsOf(
    letter,
    figures.map((line) => line.group),
  );
  const groups = headings
    .map(({ group, title, holds }) => ({ group, title, lines: figures.filter((line) => holds(line.group)) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines, ...heading }) => ({
      ...heading,
      lines: byDate(lines).map((line) => {
        number += 1;
        return statedLine(line, letter, number);
      }),
      subtotal: sumAmounts(lines),
    }));
  return { title: TITLES[letter], groups, total: totalOf(groups) };
}

/** "A-1" with its three columns. */
function statedLine(line: FigureLine, letter: string, number: number): StatedLine {
  return { ...line, ...amountsOf(line), line: `${letter}-${number}` };
}

export function totalOf(groups: readonly StatedGroup<Lines>[]) {
  return sumAmounts(groups.map((group) => group.subtotal));
}

function statedCapitalLine(line: CapitalLine, index: number): StatedCapitalLine {
  const difference = amount(line.proceeds).minus(amount(line.carrying));
  return {
    ...line,
    ...inPart(difference, line.part),
    line: `D-${index + 1}`,
    gain: difference.gt(0) ? toText(difference) : null,
    loss: difference.lt(0) ? toText(difference) : null,
    calculation: `proceeds ${formatCourt(line.proceeds)} less carrying value ${formatCourt(line.carrying)}`,
  };
}

function marketOf(onHand: readonly AssetLine[]): AmountText | null {
  const values = onHand.map((asset) => asset.market);
  return values.every((value) => value !== null) ? toText(sum(values)) : null;
}

/** By legal day; entries of one day in the order the books took them. */
function byDate<Line extends { date: string; entry: number }>(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.entry - b.entry));
}
