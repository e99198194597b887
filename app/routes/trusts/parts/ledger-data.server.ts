import { type EntryFilter, findEntries, keyOf, keyText } from '~/domain/trusts/find-entries.server';
import { findHoldings, findHolds } from '~/domain/trusts/find-holdings.server';
import { findSubaccounts, getTrust } from '~/domain/trusts/get-trust.server';
import type { Tx } from '~/http/guard.server';
import { sum, toText } from '~/money/amount';

interface Asked {
  show: EntryFilter;
  before?: string | undefined;
  after?: string | undefined;
}

/** One page of a trust's entries, with what is held and what is in holdings; amounts as text. */
export async function loadLedger(q: Tx, code: string, asked: Asked) {
  const trust = await getTrust(q, code);
  const subaccounts = await findSubaccounts(q, trust.id);
  const holdings = await findHoldings(q, trust.id);
  const holds = await findHolds(q, trust.id);
  const page = await findEntries(q, trust.id, {
    filter: asked.show,
    before: keyOf(asked.before) ?? undefined,
    after: keyOf(asked.after) ?? undefined,
  });
  const posted = sum(subaccounts.map((row) => row.posted));
  const held = sum(subaccounts.map((row) => row.held));
  return {
    code,
    beneficiaries: subaccounts.map((row) => row.beneficiaryCode),
    money: {
      currency: trust.baseCurrency,
      posted: toText(posted),
      held: toText(held),
      available: toText(posted.minus(held)),
      holdings: toText(sum(holdings.map((row) => row.carrying))),
    },
    holds: holds.map((row) => ({ amount: toText(row.amount), reason: row.reason, sourceRef: row.sourceRef })),
    holdings: holdings.map((row) => ({ ...row, units: toText(row.units), carrying: toText(row.carrying) })),
    page: {
      ...page,
      lines: page.lines.map((line) => ({
        ...line,
        key: keyText(line),
        cash: toText(line.cash),
        cashAfter: toText(line.cashAfter),
      })),
    },
  };
}

export type LedgerData = Awaited<ReturnType<typeof loadLedger>>;
