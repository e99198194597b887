import { Decimal, ZERO } from './amount';

export interface Claim {
  /** Stable identity: the last tie-breaker, so that the same receipt always splits the same way. */
  id: string;
  /** What the share is measured by. */
  weight: Decimal;
  /** The most this claim can take. */
  limit: Decimal;
}

export interface Share {
  id: string;
  /** The share before cents are rounded, four decimals, in the last pass that touched it. */
  exact: Decimal;
  /** The cent added by the largest remainder, or zero. */
  centAdded: Decimal;
  amount: Decimal;
}

export interface Allocation {
  shares: Share[];
  /** What nobody could take. */
  rest: Decimal;
}

const CENT = new Decimal('0.01');

/**
 * Shares `total` pro rata by weight, to the cent, by largest remainder: floor every share, then hand the leftover
 * cents out by descending fraction, then weight, then id. A claim that would pass its limit is fixed at the limit
 * and the whole rest is shared anew among the others (18 USC 3664(i); ruling on clipping).
 * The sum of shares and rest equals the total exactly, whatever the order of the claims.
 */
export function allocate(total: Decimal, claims: readonly Claim[]): Allocation {
  if (total.isNegative()) throw new Error('allocate: total below zero');
  if (!total.mod(CENT).isZero()) throw new Error('allocate: total is finer than a cent');
  const fixed = new Map<string, Share>();
  let open = claims.filter((claim) => claim.weight.gt(0) && claim.limit.gt(0));
  let left = total;
  while (open.length > 0) {
    const shares = largestRemainder(left, open);
    const clipped = open.filter((claim) => (shares.get(claim.id)?.amount ?? ZERO).gt(claim.limit));
    if (clipped.length === 0) {
      for (const share of shares.values()) fixed.set(share.id, share);
      left = ZERO;
      break;
    }
    for (const claim of clipped) {
      const exact = shares.get(claim.id)?.exact ?? claim.limit;
      fixed.set(claim.id, {
        id: claim.id,
        exact,
        centAdded: ZERO,
        amount: claim.limit,
      });
      left = left.minus(claim.limit);
    }
    open = open.filter((claim) => !clipped.includes(claim));
  }
  const none = (id: string): Share => ({
    id,
    exact: ZERO,
    centAdded: ZERO,
    amount: ZERO,
  });
  return {
    shares: claims.map((claim) => fixed.get(claim.id) ?? none(claim.id)),
    rest: left,
  };
}

function largestRemainder(total: Decimal, claims: readonly Claim[]): Map<string, Share> {
  const weights = claims.reduce((all, claim) => all.plus(claim.weight), ZERO);
  const drafts = claims.map((claim) => {
    const raw = total.times(claim.weight).div(weights);
    const floor = raw.div(CENT).floor().times(CENT);
    return { claim, raw, floor, fraction: raw.minus(floor) };
  });
  const leftover = total.minus(drafts.reduce((all, draft) => all.plus(draft.floor), ZERO));
  const byRemainder = [...drafts].sort(
    (a, b) =>
      b.fraction.comparedTo(a.fraction) ||
      b.claim.weight.comparedTo(a.claim.weight) ||
      (a.claim.id < b.claim.id ? -1 : a.claim.id > b.claim.id ? 1 : 0),
  );
  const lucky = new Set(byRemainder.slice(0, leftover.div(CENT).toNumber()).map((draft) => draft.claim.id));
  return new Map(
    drafts.map(({ claim, raw, floor }) => {
      const centAdded = lucky.has(claim.id) ? CENT : ZERO;
      return [
        claim.id,
        {
          id: claim.id,
          exact: raw.toDecimalPlaces(4),
          centAdded,
          amount: floor.plus(centAdded),
        },
      ];
    }),
  );
}
