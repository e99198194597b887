import type { BookPosting } from '~/ledger/book-posting';
import { type Decimal, sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import type { AccountingFigures, AssetLine, CapitalLine, FigureLine, InfoLine } from './figures';
import { disbursementGroup, distributionGroup, receiptGroup } from './groups';

type Market = Map<string, { units: Decimal; marketValue: Decimal }>;

interface Asked {
  from: string;
  accountEnding: string | null;
  marketAtStart: Market;
  marketAtClose: Market;
}

type BookFigures = Pick<
  AccountingFigures,
  'opening' | 'receipts' | 'disbursements' | 'distributions' | 'capital' | 'onHand' | 'investments'
>;

/**
 * A trust's postings through the last day of a period as the figures of its accounting. What was on hand before the
 * first day, and openings brought in during the period, are the starting balance; everything else falls to a schedule by
 * the kind of account it was posted to. Cash basis, at carrying value.
 */
export function figuresOfBook(book: readonly BookPosting[], asked: Asked): BookFigures {
  const period = book.filter((line) => line.occurredOn >= asked.from);
  const openings = new Set(period.filter((line) => line.accountKind === 'opening').map((line) => line.entry));
  const during = period.filter((line) => !openings.has(line.entry));
  const atStart = book.filter((line) => line.occurredOn < asked.from || openings.has(line.entry));
  const entries = byEntry(during);
  const openingItems = assets(atStart, asked.accountEnding, asked.marketAtStart);
  return {
    opening: { ...total(openingItems), items: openingItems },
    receipts: lines(entries, 'receipt', -1).map((line) => ({ ...line, group: receiptGroup(line.category) })),
    disbursements: lines(entries, 'disbursement', 1).map((line) => ({
      ...line,
      group: disbursementGroup(line.category),
    })),
    distributions: lines(entries, 'distribution', 1).map((line) => ({
      ...line,
      group: distributionGroup(line.category),
    })),
    capital: entries.flatMap(capitalLine),
    onHand: assets(book, asked.accountEnding, asked.marketAtClose),
    investments: entries.flatMap(investmentLine),
  };
}

function byEntry(postings: readonly BookPosting[]): BookPosting[][] {
  const entries = new Map<number, BookPosting[]>();
  for (const line of postings) entries.set(line.entry, [...(entries.get(line.entry) ?? []), line]);
  return [...entries.values()];
}

function total(items: readonly AssetLine[]) {
  return {
    income: toText(sum(items.map((item) => item.income))),
    principal: toText(sum(items.map((item) => item.principal))),
  };
}

const partOf = (postings: readonly BookPosting[], part: 'income' | 'principal') =>
  sum(postings.filter((line) => line.part === part).map((line) => line.amount));

function lines(entries: BookPosting[][], kind: BookPosting['accountKind'], sign: 1 | -1): Omit<FigureLine, 'group'>[] {
  return entries.flatMap((entry) => {
    const postings = entry.filter((line) => line.accountKind === kind);
    const [first] = postings;
    if (!first) return [];
    return [
      {
        date: first.occurredOn,
        description: describe(first, entry),
        party: first.party,
        category: kind === 'receipt' && first.kind === 'coupon' ? 'coupon' : first.category,
        income: toText(partOf(postings, 'income').times(sign)),
        principal: toText(partOf(postings, 'principal').times(sign)),
        entry: first.entry,
        reference: first.reference,
      },
    ];
  });
}

/** A distribution out of foreign cash says what was spent in that currency, and that it stands at carrying value. */
function describe(line: BookPosting, entry: readonly BookPosting[]): string {
  const spent = entry.find((other) => other.lot?.kind === 'currency' && other.amount.isNegative());
  if (line.accountKind !== 'distribution' || !spent?.lot || !spent.units) return line.description;
  return `${line.description}, ${spent.lot.holding} ${formatAmount(toText(spent.units.abs()))} at carrying value`;
}

/** A sale taken back bears the same line with its signs turned: what it gained is lost again. */
function capitalLine(entry: readonly BookPosting[]): CapitalLine[] {
  const result = entry.find((line) => line.accountKind === 'gain' || line.accountKind === 'loss');
  const moved = entry.filter((line) => line.lot);
  if (!result || !moved[0]?.lot) return [];
  const carrying = sum(moved.map((line) => line.amount)).negated();
  return [
    {
      date: result.occurredOn,
      description: result.description,
      party: result.party,
      label: shortName(moved[0].lot),
      proceeds: toText(carrying.minus(result.amount)),
      carrying: toText(carrying),
      part: result.part,
      entry: result.entry,
      reference: result.reference,
    },
  ];
}

/** Bought, or redeemed without gain or loss: the form changed, not the amount accounted for (UFAP VI). */
function investmentLine(entry: readonly BookPosting[]): InfoLine[] {
  const lots = entry.filter((line) => line.lot);
  const [first] = lots;
  if (!first || entry.some((line) => ['gain', 'loss', 'distribution'].includes(line.accountKind))) return [];
  const { occurredOn, description, party, reference } = first;
  return [
    {
      date: occurredOn,
      description,
      party,
      carrying: toText(sum(lots.map((line) => line.amount)).abs()),
      entry: first.entry,
      reference,
    },
  ];
}

function assets(postings: readonly BookPosting[], accountEnding: string | null, market: Market): AssetLine[] {
  const cash = postings.filter((line) => line.account === 'asset:cash');
  const holdings = new Map<string, BookPosting[]>();
  for (const line of postings)
    if (line.lot) holdings.set(line.lot.holding, [...(holdings.get(line.lot.holding) ?? []), line]);
  const inCash = sum(cash.map((line) => line.amount));
  const cashLine: AssetLine = {
    kind: 'cash',
    description: accountEnding ? `Cash, custodian account ..${accountEnding}` : 'Cash at custodian',
    units: null,
    income: toText(partOf(cash, 'income')),
    principal: toText(partOf(cash, 'principal')),
    market: toText(inCash),
  };
  return [cashLine, ...[...holdings.values()].flatMap((group) => holdingLine(group, market))];
}

function holdingLine(group: readonly BookPosting[], market: Market): AssetLine[] {
  const lot = group[0]?.lot;
  const units = sum(group.map((line) => line.units ?? ZERO));
  if (!lot || units.lte(0)) return [];
  const value = market.get(lot.holding);
  return [
    {
      kind: lot.kind,
      description:
        lot.kind === 'currency'
          ? `${lot.holding} ${formatAmount(toText(units))}, cash held abroad`
          : `${lot.description.replace(/ (face|at cost).*$/i, '')}, face ${faceOf(units)}`,
      units: toText(units),
      income: toText(partOf(group, 'income')),
      principal: toText(partOf(group, 'principal')),
      market: value?.units.eq(units) ? toText(value.marketValue) : null,
    },
  ];
}

const faceOf = (units: Decimal) => formatAmount(toText(units)).replace(/\.00$/, '');

function shortName(lot: { holding: string; kind: 'security' | 'currency' }): string {
  if (lot.holding.startsWith('TNOTE')) return 'T-note';
  if (lot.holding.startsWith('TBILL')) return 'T-bill';
  return lot.holding;
}
