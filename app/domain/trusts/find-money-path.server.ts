import type { Tx } from 'db/client';
import { award } from 'db/schema/awards';
import { account, journalEntry, posting } from 'db/schema/ledger';
import { and, between, desc, eq, gt, inArray, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { amount, type Decimal, ZERO } from '~/money/amount';
import { type AccountSum, type MoneyPath, moneyPath } from './money-path';

/** Where all the money of a trust's books went, and what the court ordered, which is not money. */
export async function findMoneyPath(tx: Tx, trustId: number): Promise<MoneyPath & { ordered: Decimal }> {
  const sums = await tx
    .select({ kind: account.kind, code: account.code, total: sql<string>`sum(${posting.amount})` })
    .from(posting)
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(eq(posting.trustId, trustId))
    .groupBy(account.kind, account.code);
  const [awards] = await tx
    .select({ total: sql<string>`coalesce(sum(${award.lossFound}), 0)` })
    .from(award)
    .where(eq(award.trustId, trustId));
  const read = sums.map<AccountSum>((row) => ({ kind: row.kind, code: row.code, amount: amount(row.total) }));
  return { ...moneyPath(read), ordered: amount(awards?.total ?? '0') };
}

export interface MonthSums {
  /** From 1 to 12. */
  month: number;
  /** What came in: restitution and earnings. */
  receipts: Decimal;
  /** What was paid out for care and for costs; a returned payment lessens it. */
  payments: Decimal;
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Receipts and payments of a year by month, as Schedules A, B and C count them. */
export async function findMonths(tx: Tx, trustId: number, year: string): Promise<MonthSums[]> {
  const month = sql<number>`extract(month from ${posting.occurredOn})::int`;
  const of = (kinds: string) =>
    sql<string>`coalesce(sum(${posting.amount}) filter (where ${account.kind} = any(${kinds}::text[])), 0)`;
  const rows = await tx
    .select({ month, receipts: of('{receipt}'), payments: of('{disbursement,distribution}') })
    .from(account)
    .innerJoin(posting, eq(posting.accountId, account.id))
    .where(
      and(
        eq(account.trustId, trustId),
        inArray(account.kind, ['receipt', 'disbursement', 'distribution']),
        between(posting.occurredOn, `${year}-01-01`, `${year}-12-31`),
      ),
    )
    .groupBy(month);
  return MONTHS.map((number) => {
    const row = rows.find((candidate) => candidate.month === number);
    return {
      month: number,
      receipts: row ? amount(row.receipts).negated() : ZERO,
      payments: row ? amount(row.payments) : ZERO,
    };
  });
}

/** The newest day in a trust's books; null while they are empty. */
export async function findNewestDay(tx: Tx, trustId: number): Promise<string | null> {
  const [row] = await tx
    .select({ day: sql<string | null>`max(${journalEntry.occurredOn})::text` })
    .from(journalEntry)
    .where(eq(journalEntry.trustId, trustId));
  return row?.day ?? null;
}

const reversal = alias(journalEntry, 'reversal');

/** The last payment for a beneficiary's benefit that did not come back. */
export async function findLastPayment(tx: Tx, trustId: number) {
  const back = tx.select({ id: reversal.id }).from(reversal).where(eq(reversal.reversesId, journalEntry.id));
  const [row] = await tx
    .select({
      entry: journalEntry.id,
      occurredOn: journalEntry.occurredOn,
      party: journalEntry.party,
      description: journalEntry.description,
      amount: sql<string>`sum(${posting.amount})`,
    })
    .from(journalEntry)
    .innerJoin(posting, eq(posting.entryId, journalEntry.id))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(journalEntry.trustId, trustId), eq(account.kind, 'distribution'), notExists(back)))
    .groupBy(journalEntry.id)
    .having(gt(sql`sum(${posting.amount})`, 0))
    .orderBy(desc(journalEntry.occurredOn), desc(journalEntry.id))
    .limit(1);
  return row ?? null;
}
