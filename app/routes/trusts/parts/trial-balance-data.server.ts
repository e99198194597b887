import { getTrialBalance } from '~/domain/entries/get-trial-balance.server';
import { readTrust } from '~/domain/trusts/get-trust.server';
import { legalDay } from '~/domain/trusts/legal-day';

import type { Tx } from '~/http/guard.server';
import { sum, toText } from '~/money/amount';
import { dayWords } from '~/ui/day-words';
import { askedDay } from '../../parts/asked-day';

const DAY = 86_400_000;

/** A trust's trial balance for the days in the address; today's where none is asked for. Amounts as text. */
export async function loadTrialBalance(
  q: Tx,
  code: string,
  asked: { as_of?: string | undefined; known_at?: string | undefined },
  now: Date,
  inWorld: (recorded: Date) => Date,
) {
  const trust = await readTrust(q, code);
  const of = askedDay('as_of', asked.as_of);
  const known = askedDay('known_at', asked.known_at);
  const asOf = of.day ?? legalDay(now, trust.homeZone);
  const daysAhead = Math.round(inWorld(new Date(0)).getTime() / DAY);
  const lines = await getTrialBalance(
    q,
    trust.id,
    asOf,
    known.day ? { day: known.day, zone: trust.homeZone, daysAhead } : null,
  );
  const principal = sum(lines.map((line) => line.principal));
  const income = sum(lines.map((line) => line.income));
  return {
    code,
    currency: trust.baseCurrency,
    asOf,
    knownOn: known.day,
    entered: { asOf: of.entered || dayWords(asOf), knownOn: known.entered },
    problems: [...of.problems, ...known.problems],
    balances: principal.isZero() && income.isZero(),
    lines: lines.map((line) => ({
      account: line.account,
      kind: line.kind,
      principal: toText(line.principal),
      income: toText(line.income),
      total: toText(line.principal.plus(line.income)),
    })),
    totals: { principal: toText(principal), income: toText(income), total: toText(principal.plus(income)) },
  };
}

export type TrialBalanceData = Awaited<ReturnType<typeof loadTrialBalance>>;
