import type { Tx } from 'db/client';
import { accountingFiling } from 'db/schema/accountings';
import { account, journalEntry, lot, posting } from 'db/schema/ledger';
import { and, asc, eq, isNotNull, max, sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { CASH } from '~/ledger/journal-entry';
import { amount, ZERO } from '~/money/amount';
import { findSubaccounts, type TrustRecord } from '../trusts/get-trust.server';
import type { BooksState, Movement, Returnable } from './books-state';

/** Everything the plan of an import needs to know of a trust's books. Throws Refusal 'import.pooled' for a pooled trust. */
export async function readBooksState(tx: Tx, trust: TrustRecord): Promise<BooksState> {
  const subaccounts = await findSubaccounts(tx, trust.id);
  const [subaccount] = subaccounts;
  if (!subaccount || subaccounts.length > 1) {
    throw new Refusal(
      'import.pooled',
      `Trust ${trust.code} has ${subaccounts.length} beneficiaries. Books are brought in for a trust with one.`,
      'file',
    );
  }
  const [filed] = await tx
    .select({ through: max(accountingFiling.throughOn) })
    .from(accountingFiling)
    .where(eq(accountingFiling.trustId, trust.id));
  const days = await tx.execute<{ latest: string; kept: string }>(
    sql`select (legal_today(${trust.homeZone}) + coalesce(policy_value('PD-1', 'days_ahead', legal_today())::int, 0))::text as latest,
               books_kept_since(${trust.id})::text as kept`,
  );
  const entries = await tx
    .select({
      sourceType: journalEntry.sourceType,
      sourceRef: journalEntry.sourceRef,
      digest: journalEntry.sourceDigest,
    })
    .from(journalEntry)
    .where(eq(journalEntry.trustId, trust.id));
  const lots = await tx.select().from(lot).where(eq(lot.trustId, trust.id)).orderBy(asc(lot.acquiredOn), asc(lot.id));
  return {
    trustId: trust.id,
    subaccountId: subaccount.id,
    baseCurrency: trust.baseCurrency,
    openedOn: trust.openedOn,
    lotPolicy: trust.lotPolicy,
    accountedThrough: filed?.through ?? null,
    keptSince: days.rows[0]?.kept ?? trust.openedOn,
    latestDay: days.rows[0]?.latest ?? trust.openedOn,
    posted: new Map(
      entries.filter((entry) => entry.sourceType === 'import').map((entry) => [entry.sourceRef, entry.digest]),
    ),
    cash: await cashByPart(tx, trust.id),
    held: subaccount.held,
    lots: lots.map((row) => ({
      id: { id: row.id },
      holding: row.holding,
      kind: row.kind,
      acquiredOn: row.acquiredOn,
      units: row.units,
      carrying: row.carrying,
    })),
    movements: await findMovements(tx, trust.id),
    ...(await findReturnables(tx, trust.id)),
    begun: entries.length > 0,
  };
}

async function cashByPart(tx: Tx, trustId: number): Promise<BooksState['cash']> {
  const rows = await tx
    .select({ part: posting.part, total: sql<string>`sum(${posting.amount})` })
    .from(posting)
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(posting.trustId, trustId), eq(account.code, 'asset:cash')))
    .groupBy(posting.part);
  const of = (part: string) => amount(rows.find((row) => row.part === part)?.total ?? '0');
  return { principal: of('principal'), income: of('income') };
}

async function findMovements(tx: Tx, trustId: number): Promise<Movement[]> {
  const rows = await tx
    .select({
      occurredOn: journalEntry.occurredOn,
      code: account.code,
      part: posting.part,
      amount: sql<string>`sum(${posting.amount})`,
      units: sql<string>`coalesce(sum(${posting.units}), 0)`,
    })
    .from(posting)
    .innerJoin(journalEntry, eq(journalEntry.id, posting.entryId))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(posting.trustId, trustId), eq(account.kind, 'asset')))
    .groupBy(journalEntry.occurredOn, account.code, posting.part);
  return rows.map(({ code, ...row }) => ({
    ...row,
    holding: code === CASH ? '' : code.replace('asset:', ''),
    amount: amount(row.amount),
    units: amount(row.units),
  }));
}

/** Imported distributions by their reference, and which of them came back. */
async function findReturnables(tx: Tx, trustId: number): Promise<Pick<BooksState, 'distributions' | 'returned'>> {
  const rows = await tx
    .select({
      id: journalEntry.id,
      reference: journalEntry.reference,
      code: account.code,
      part: posting.part,
      amount: posting.amount,
    })
    .from(journalEntry)
    .innerJoin(posting, eq(posting.entryId, journalEntry.id))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(
      and(
        eq(journalEntry.trustId, trustId),
        eq(journalEntry.kind, 'distribution'),
        eq(account.kind, 'distribution'),
        eq(journalEntry.sourceType, 'import'),
      ),
    );
  const distributions = new Map<string, Returnable>();
  for (const row of rows) {
    const known = distributions.get(row.reference) ?? {
      amount: ZERO,
      parts: { principal: ZERO, income: ZERO },
      account: row.code,
      entry: { id: row.id },
    };
    distributions.set(row.reference, {
      ...known,
      amount: known.amount.plus(row.amount),
      parts: {
        ...known.parts,
        [row.part]: known.parts[row.part].plus(row.amount),
      },
    });
  }
  const returned = await tx
    .select({ reference: journalEntry.reference })
    .from(journalEntry)
    .where(and(eq(journalEntry.trustId, trustId), isNotNull(journalEntry.reversesId)));
  return {
    distributions,
    returned: new Set(returned.map((row) => row.reference)),
  };
}
