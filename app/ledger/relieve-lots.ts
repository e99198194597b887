import { Decimal, sum } from '~/money/amount';

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
  let left = units;
  const relieved: Relief<Id>['lots'] = [];
  lots.forEach((lot, index) => {
    const last = index === lots.length - 1;
    const share =
      policy === 'average' ? units.times(lot.units).div(held).toDecimalPlaces(4, Decimal.ROUND_HALF_UP) : left;
    const taken = Decimal.min(last ? left : share, lot.units, left);
    if (taken.lte(0)) return;
    const carrying = taken.eq(lot.units)
      ? lot.carrying
      : lot.carrying.times(taken).div(lot.units).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    relieved.push({ id: lot.id, units: taken, carrying });
    left = left.minus(taken);
  });
  return { lots: relieved, carrying: sum(relieved.map((lot) => lot.carrying)) };
}
