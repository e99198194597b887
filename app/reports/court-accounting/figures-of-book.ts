import type { BookPosting } from '~/ledger/book-posting';
import type { Asset } from '~/ledger/read-assets.server';
import type { EntryMove, MovedKind } from '~/ledger/stream-period.server';
import { type Decimal, sum, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import type { AssetLine, CapitalLine, FigureLine, InfoLine } from './figures';
import { disbursementGroup, distributionGroup, receiptGroup } from './groups';

type Market = Map<string, { units: Decimal; marketValue: Decimal }>;

export const RECEIVED = { kind: 'receipt', groupOf: receiptGroup } as const;
export const DISBURSED = { kind: 'disbursement', groupOf: disbursementGroup } as const;
export const DISTRIBUTED = { kind: 'distribution', groupOf: distributionGroup } as const;

/** A schedule's kind of account, and the heading that a category stands under. */
export interface Scheduled<Group extends string = string> {
  kind: MovedKind;
  groupOf: (category: string) => Group;
}

/** What an entry posted to a kind of account, as it stands in that schedule. */
export function figureLine<Group extends string>(move: EntryMove, { groupOf }: Scheduled<Group>): FigureLine<Group> {
  const { occurredOn, party, category, income, principal, entry, reference } = move;
  const description = describe(move);
  return {
    date: occurredOn,
    description,
    party,
    category,
    group: groupOf(category),
    income,
    principal,
    entry,
    reference,
  };
}

/** A distribution out of foreign cash says what was spent in that currency, and that it stands at carrying value. */
function describe({ description, spent }: EntryMove): string {
  if (!spent) return description;
  return `${description}, ${spent.currency} ${formatAmount(toText(spent.units.abs()))} at carrying value`;
}

/** A sale taken back bears the same line with its signs turned: what it gained is lost again. */
export function capitalLine(entry: readonly BookPosting[]): CapitalLine[] {
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
export function investmentLine(entry: readonly BookPosting[]): InfoLine[] {
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

/** What is on hand, cash first, each at carrying value beside its estimated value where one was recorded for these units. */
export function assetLines(assets: readonly Asset[], accountEnding: string | null, market: Market): AssetLine[] {
  const cash = assets.filter((asset) => !asset.holding);
  const income = sum(cash.map((asset) => asset.income));
  const principal = sum(cash.map((asset) => asset.principal));
  const cashLine: AssetLine = {
    kind: 'cash',
    description: accountEnding ? `Cash, custodian account ..${accountEnding}` : 'Cash at custodian',
    units: null,
    income: toText(income),
    principal: toText(principal),
    market: toText(income.plus(principal)),
  };
  return [cashLine, ...assets.flatMap((asset) => holdingLine(asset, market))];
}

function holdingLine({ income, principal, holding }: Asset, market: Market): AssetLine[] {
  if (!holding || holding.units.lte(0)) return [];
  const { name, kind, description, units } = holding;
  const value = market.get(name);
  return [
    {
      kind,
      description:
        kind === 'currency'
          ? `${name} ${formatAmount(toText(units))}, cash held abroad`
          : `${description.replace(/ (face|at cost).*$/i, '')}, face ${faceOf(units)}`,
      units: toText(units),
      income: toText(income),
      principal: toText(principal),
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
