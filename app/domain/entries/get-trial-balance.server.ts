import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { CASH } from '~/ledger/journal-entry';
import { amount, type Decimal } from '~/money/amount';

export interface TrialBalanceLine {
  account: string;
  kind: string;
  principal: Decimal;
  income: Decimal;
}

/** In the order in which a reader asks: what there is, cash first; where it came from; where it went. */
const KINDS = ['asset', 'opening', 'receipt', 'gain', 'disbursement', 'loss', 'distribution'];

/** The end of a legal day, as the books' clock tells it: the demo world lives some whole days ahead of that clock. */
export interface KnownOn {
  day: string;
  zone: string;
  daysAhead: number;
}

/**
 * What each account of a trust comes to at the end of a day, by part; accounts that come to nothing in both are left out.
 * With `known` as the books stood at the end of that day: what was recorded later is not in it.
 */
export async function getTrialBalance(
  tx: Tx,
  trustId: number,
  asOf: string,
  known: KnownOn | null = null,
): Promise<TrialBalanceLine[]> {
  const knownAt = known
    ? sql`(${known.day}::date + 1)::timestamp at time zone ${known.zone} - make_interval(hours => ${24 * known.daysAhead}) - interval '1 microsecond'`
    : sql`null::timestamptz`;
  const { rows } = await tx.execute<{ account: string; kind: string; principal: string; income: string }>(sql`
    select account, kind, coalesce(sum(balance) filter (where part = 'principal'), 0) as principal,
           coalesce(sum(balance) filter (where part = 'income'), 0) as income
      from trial_balance(${trustId}, ${asOf}::date, ${knownAt})
     group by account, kind order by array_position(${sql.param(KINDS)}::text[], kind), account <> ${CASH}, account collate "C"`);
  return rows
    .map((row) => ({ ...row, principal: amount(row.principal), income: amount(row.income) }))
    .filter((row) => !(row.principal.isZero() && row.income.isZero()));
}
