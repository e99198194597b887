import { type Decimal, sum, ZERO } from '~/money/amount';

export type AccountKind = 'asset' | 'opening' | 'receipt' | 'gain' | 'disbursement' | 'loss' | 'distribution';

/** What one account holds at the end: charges positive, discharges negative. */
export interface AccountSum {
  kind: AccountKind;
  code: string;
  amount: Decimal;
}

/** Where a trust's money went. began + received + earned - care - costs = onHand, to the cent. */
export interface MoneyPath {
  /** On hand when these books began; zero for a trust that began here. */
  began: Decimal;
  /** From the clerk of court. */
  received: Decimal;
  /** Interest, coupons, gains less losses; below zero where losses were more. */
  earned: Decimal;
  care: Decimal;
  costs: Decimal;
  cash: Decimal;
  /** At carrying value. */
  holdings: Decimal;
  onHand: Decimal;
}

/** Reads the path off the accounts' sums. An entry sums to zero, so all accounts do, and the path ties by itself. */
export function moneyPath(sums: readonly AccountSum[]): MoneyPath {
  const of = (kind: AccountKind, fits: (code: string) => boolean = () => true) =>
    sum(sums.filter((one) => one.kind === kind && fits(one.code)).map((one) => one.amount));
  const fromClerk = (code: string) => code === 'receipt:clerk_restitution';
  const cash = of('asset', (code) => code === 'asset:cash');
  const holdings = of('asset', (code) => code !== 'asset:cash');
  return {
    began: of('opening').negated(),
    received: of('receipt', fromClerk).negated(),
    earned: ZERO.minus(of('receipt', (code) => !fromClerk(code)))
      .minus(of('gain'))
      .minus(of('loss')),
    care: of('distribution'),
    costs: of('disbursement'),
    cash,
    holdings,
    onHand: cash.plus(holdings),
  };
}

/** How many of each 100 that came in went there, as a whole number; null while nothing came in. */
export function ofEachHundred(part: Decimal, whole: Decimal): string | null {
  return whole.lte(0) ? null : part.times(100).div(whole).round().toString();
}
