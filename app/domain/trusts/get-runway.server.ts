import type { Tx } from 'db/client';
import { cashMoves, holdingsCarrying, paidAfter } from '~/ledger/cash-history.server';
import type { Decimal } from '~/money/amount';
import { getPolicies } from '../policies/get-policies.server';
import { policyText } from '../policies/policy';
import { addDays } from './legal-day';
import { type Runway, runway } from './runway';

/** The forecast of a sub-account's cash after `asked` is paid, and what is held besides cash. */
export async function getRunway(
  tx: Tx,
  subaccount: { id: number; posted: Decimal; majorityOn: string | null },
  asked: Decimal,
  today: string,
): Promise<{ runway: Runway | null; holdings: Decimal }> {
  const policies = await getPolicies(tx, ['RW-1'], today);
  const months = Number(policyText(policies['RW-1'], 'months'));
  return {
    holdings: await holdingsCarrying(tx, subaccount.id),
    runway: runway({
      today,
      moves: await cashMoves(tx, subaccount.id),
      paid: await paidAfter(tx, subaccount.id, addDays(today, -Math.round(months * 30.4375))),
      months,
      bandPercent: Number(policyText(policies['RW-1'], 'band_percent')),
      leftAfter: subaccount.posted.minus(asked),
      cashNow: subaccount.posted,
      majorityOn: subaccount.majorityOn,
    }),
  };
}
