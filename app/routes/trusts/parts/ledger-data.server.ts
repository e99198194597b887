import { findAccounts, findEntries, keyOf, keyText } from '~/domain/entries/find-entries.server';
import { findHoldings, findHolds } from '~/domain/trusts/find-holdings.server';
import { readSubaccounts, readTrust } from '~/domain/trusts/get-trust.server';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';
import { askedDay } from '../../parts/asked-day';
import { moneyOf } from './money-data.server';

interface Asked {
  account?: string | undefined;
  kind?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
}

/** One page of a trust's entries, with what is held and what is in holdings; amounts as text. */
export async function loadLedger(q: Tx, code: string, asked: Asked) {
  const trust = await readTrust(q, code);
  const subaccounts = await readSubaccounts(q, trust.id);
  const holdings = await findHoldings(q, trust.id);
  const holds = await findHolds(q, trust.id);
  const from = askedDay('from', asked.from);
  const to = askedDay('to', asked.to);
  const problems = [...from.problems, ...to.problems];
  if (from.day && to.day && to.day < from.day)
    problems.push({ field: 'to', message: 'The last day is before the first.' });
  const filter = {
    account: asked.account || undefined,
    kind: asked.kind || undefined,
    from: from.day ?? undefined,
    through: to.day ?? undefined,
  };
  const page = await findEntries(q, trust.id, {
    ...filter,
    before: keyOf(asked.before) ?? undefined,
    after: keyOf(asked.after) ?? undefined,
  });
  return {
    code,
    beneficiaries: subaccounts.map((row) => row.beneficiaryCode),
    money: moneyOf(trust.baseCurrency, subaccounts, holdings),
    holds: holds.map((row) => ({ amount: toText(row.amount), reason: row.reason, sourceRef: row.sourceRef })),
    holdings: holdings.map((row) => ({ ...row, units: toText(row.units), carrying: toText(row.carrying) })),
    accounts: await findAccounts(q, trust.id),
    asked: Object.values(filter).some(Boolean),
    entered: { account: filter.account ?? '', kind: filter.kind ?? '', from: from.entered, to: to.entered },
    problems,
    /** The filter as the next page's address carries it on. */
    search: searchOf({ ...filter, from: filter.from, to: filter.through, through: undefined }),
    lines: page.lines.map((line) => ({ ...line, moved: toText(line.moved), after: toText(line.after) })),
    newer: page.newer && keyText(page.newer),
    older: page.older && keyText(page.older),
    /** How far back a page of one kind looked. */
    lookedBackTo: page.older?.day ?? null,
  };
}

export type LedgerData = Awaited<ReturnType<typeof loadLedger>>;

function searchOf(filter: Record<string, string | undefined>): string {
  const kept = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return kept.size > 0 ? `${kept}&` : '';
}
