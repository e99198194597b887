import { type AmountText, amount, sum, toText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { amountsOf, inPart, sumAmounts } from './amounts';
import type { AssetLine, CapitalLine, FigureLine, InfoLine } from './figures';
import { distributionTitle, RECEIPT_GROUPS, RECEIPT_TITLES, type ReceiptGroup } from './groups';
import type {
  StatedCapital,
  StatedCapitalLine,
  StatedGroup,
  StatedHoldings,
  StatedInvestments,
  StatedSchedule,
} from './statement';

interface Section {
  group: string;
  title: string | null;
  lines: readonly FigureLine[];
}

/** Restitution first, then earnings; each by date. */
export function scheduleA(receipts: readonly FigureLine<ReceiptGroup>[]): StatedSchedule {
  const sections = RECEIPT_GROUPS.map((group) => ({
    group,
    title: RECEIPT_TITLES[group],
    lines: receipts.filter((line) => line.group === group),
  }));
  return stated('A', 'Receipts', sections);
}

/** By date, each line with its payee and purpose. */
export function scheduleB(disbursements: readonly FigureLine[]): StatedSchedule {
  return stated('B', 'Disbursements', [{ group: 'all', title: null, lines: disbursements }]);
}

/** By head of category; a returned payment and its reversal both stand. */
export function scheduleC(distributions: readonly FigureLine[]): StatedSchedule {
  const groups = [...new Set(distributions.map((line) => line.group))].sort();
  const sections = groups.map((group) => ({
    group,
    title: distributionTitle(group),
    lines: distributions.filter((line) => line.group === group),
  }));
  return stated('C', 'Distributions for the benefit of the beneficiary', sections);
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

function stated(letter: string, title: string, sections: readonly Section[]): StatedSchedule {
  let number = 0;
  const groups: StatedGroup[] = sections
    .filter((section) => section.lines.length > 0)
    .map(({ group, title: heading, lines }) => ({
      group,
      title: heading,
      lines: byDate(lines).map((line) => {
        number += 1;
        return { ...line, ...amountsOf(line), line: `${letter}-${number}` };
      }),
      subtotal: sumAmounts(lines),
    }));
  return { title, groups, total: sumAmounts(groups.map((group) => group.subtotal)) };
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
