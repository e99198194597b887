import { Decimal, sum, ZERO } from '~/money/amount';

export type LotPolicy = 'average' | 'fifo';

export interface LotBalance<Id = number> {
  id: Id;
  units: Decimal;
  carrying: Decimal;
}

export interface Relief<Id = number> {
  lots: Array<{ id: Id; units: Decimal; carrying: Decimal }>;
  carrying: Decimal;
}

const CENT = new Decimal('0.01');

/**
 * Carrying value that leaves with `units`, by the trust's policy: average takes from every lot in proportion, FIFO from
 * the oldest first (lots are given oldest first). Rounded to the cent; the last unit takes what is left, so that nothing
 * is carried by a holding that is gone, and a cent stays with units that remain, so that they can still leave.
 * Null when fewer units are held (never negative).
 */
export function relieveLots<Id>(lots: readonly LotBalance<Id>[], units: Decimal, policy: LotPolicy): Relief<Id> | null {
  const held = sum(lots.map((lot) => lot.units));
  if (units.lte(0) || units.gt(held)) return null;
  const shares = policy === 'average' ? inProportion(lots, units, held) : oldestFirst(lots, units);
  const relieved = lots.flatMap((lot, index) => {
    const share = shares[index] ?? ZERO;
    return share.isZero() ? [] : [{ id: lot.id, units: share, carrying: carryingOf(lot, share) }];
  });
  return { lots: relieved, carrying: sum(relieved.map((lot) => lot.carrying)) };
}

function oldestFirst(lots: readonly LotBalance<unknown>[], units: Decimal): Decimal[] {
  let left = units;
  return lots.map((lot) => {
    const share = Decimal.min(lot.units, left);
    left = left.minus(share);
    return share;
  });
}

/**
 * Rounded along the running total, not lot by lot, so that many small roundings never add up to a unit too few. A share so
 * small that it carries nothing is left to the other lots: a posting of nothing says nothing.
 */
function inProportion(lots: readonly LotBalance<unknown>[], units: Decimal, held: Decimal): Decimal[] {
  let through = ZERO;
  let taken = ZERO;
  const shares = lots.map((lot) => {
    through = through.plus(lot.units);
    const share = Decimal.min(lot.units, units.times(through).div(held).toDecimalPlaces(4).minus(taken));
    if (carryingOf(lot, share).isZero()) return ZERO;
    taken = taken.plus(share);
    return share;
  });
  for (const anyLot of [false, true]) {
    for (const [index, lot] of lots.entries()) {
      const share = shares[index] ?? ZERO;
      const more = Decimal.min(lot.units.minus(share), units.minus(taken));
      if (more.isZero() || (carryingOf(lot, share.plus(more)).isZero() && !anyLot)) continue;
      shares[index] = share.plus(more);
      taken = taken.plus(more);
    }
  }
  return shares;
}

function carryingOf(lot: LotBalance<unknown>, units: Decimal): Decimal {
  if (units.eq(lot.units)) return lot.carrying;
  const share = lot.carrying.times(units).div(lot.units).toDecimalPlaces(2);
  return Decimal.max(ZERO, Decimal.min(share, lot.carrying.minus(CENT)));
}
