import { allocate } from '~/money/allocate';
import { type Decimal, sum, ZERO } from '~/money/amount';
import { owed, victimRemaining } from '../awards/owed';

export interface AwardFacts {
  reference: string;
  lossFound: Decimal;
  applied: Decimal;
  cap: Decimal;
  appliedFromDefendant: Decimal;
  /** What stands held for this award from earlier shares under the threshold. */
  held: Decimal;
}

export interface AwardShare {
  reference: string;
  outstanding: Decimal;
  exact: Decimal;
  centAdded: Decimal;
  amount: Decimal;
  /** Under the threshold even with what is held already: it waits, and is not shared out again. */
  state: 'applied' | 'held_below_threshold';
  /** Earlier held shares are released with this one. */
  releases: boolean;
}

export interface ReceiptShares {
  shares: AwardShare[];
  /** What nobody on the order can take. Such a receipt is not posted. */
  rest: Decimal;
}

/**
 * Shares a remittance among the victims of an order by what each is still owed (PR-1; 18 USC 3664(i)), never more than
 * the defendant owes for each. A share that stays under the threshold, with what is held for the same victim and case,
 * is held (TH-1; practice of the clerks: no cheque under $25).
 */
export function allocationRule(amount: Decimal, awards: readonly AwardFacts[], threshold: Decimal): ReceiptShares {
  const facts = awards.map((award) => {
    const remaining = victimRemaining(award);
    return { award, remaining, limit: owed({ ...award, victimRemaining: remaining }) };
  });
  const { shares, rest } = allocate(
    amount,
    facts.map(({ award, remaining, limit }) => ({ id: award.reference, weight: remaining, limit })),
  );
  return {
    rest,
    shares: facts.map(({ award, remaining }) => {
      const share = shares.find((item) => item.id === award.reference);
      if (!share) throw new Error(`no share was computed for ${award.reference}`);
      const reached = share.amount.plus(award.held).gte(threshold);
      return {
        reference: award.reference,
        outstanding: remaining,
        exact: share.exact,
        centAdded: share.centAdded,
        amount: share.amount,
        // The last of a debt is paid out however small: nothing more will come to lift it over the threshold.
        state: reached || share.amount.eq(remaining) ? 'applied' : 'held_below_threshold',
        releases: (reached || share.amount.eq(remaining)) && award.held.gt(ZERO),
      };
    }),
  };
}

/** A short text that changes whenever any share would: a preview is posted only as it was read. */
export function sharesText(result: ReceiptShares): string {
  return JSON.stringify([
    result.rest.toString(),
    ...result.shares.map((share) => [
      share.reference,
      share.outstanding.toString(),
      share.amount.toString(),
      share.state,
    ]),
  ]);
}

export function sharedOut(result: ReceiptShares): Decimal {
  return sum(result.shares.map((share) => share.amount));
}
