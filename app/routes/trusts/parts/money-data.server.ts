import type { Holding } from '~/domain/trusts/find-holdings.server';
import type { SubaccountRecord } from '~/domain/trusts/get-trust.server';
import { sum, toText } from '~/money/amount';
import { cashOf } from '../../parts/cash-figures';
import type { TrustMoney } from './trust-frame';

/** Posted, held, available, and what is in holdings: the four figures of MoneyNow. */
export function moneyOf(
  currency: string,
  subaccounts: readonly SubaccountRecord[],
  holdings: readonly Pick<Holding, 'carrying'>[],
): TrustMoney {
  return { currency, ...cashOf(subaccounts), holdings: toText(sum(holdings.map((row) => row.carrying))) };
}
