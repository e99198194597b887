import { Decimal, sum, ZERO } from '~/money/amount';

export interface LotBalance<Id = number> {
  id: Id;
  units: Decimal;
  carrying: Decimal;
}

export interface Relief<Id = number> {
  lots: Array<{ id: Id; units: Decimal; carrying: Decimal }>;
  carrying: Decimal;
}

/**
 * Carrying value that leaves with `units`, by the trust's policy: average takes from every lot in proportion, FIFO from
 * the oldest first (lots are given oldest first). Rounded to the cent; the last unit takes what is left, so that nothing
 * is carried by a holding that is gone. Null when fewer units are held (never negative).
 */
export function relieveLots<Id>(
  lots: readonly LotBalance<Id>[],
  units: Decimal,
  policy: 'average' | 'fifo',
): Relief<Id> | null {
  const held = sum(lots.map((lot) => lot.units));
  if (units.lte(0) || units.gt(held)) return null;
  let through = ZERO;
  let taken = ZERO;
  const relieved: Relief<Id>['lots'] = [];
  for (const lot of lots) {
    through = through.plus(lot.units);
    // Rounded along the running total, not lot by lot, so that many small roundings never add up to a unit too few.
    const upTo = policy === 'average' ? units.times(through).div(held).toDecimalPlaces(4) : Decimal.min(through, units);
    const from = upTo.minus(taken);
    taken = upTo;
    if (from.lte(0)) continue;
    const carrying = from.eq(lot.units)
      ? lot.carrying
      : Decimal.min(lot.carrying, lot.carrying.times(from).div(lot.units).toDecimalPlaces(2));
    relieved.push({ id: lot.id, units: from, carrying });
  }
  return { lots: relieved, carrying: sum(relieved.map((lot) => lot.carrying)) };
}
