import type { Tx } from 'db/client';
import { account, journalEntry, posting } from 'db/schema/ledger';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';

export interface DayMove {
  on: string;
  moved: Decimal;
}

/** What cash of a sub-account moved, day by day, from the beginning. */
export async function cashMoves(tx: Tx, subaccountId: number): Promise<DayMove[]> {
  const rows = await tx
    .select({ on: journalEntry.occurredOn, moved: sql<string>`sum(${posting.amount})` })
    .from(posting)
    .innerJoin(journalEntry, eq(journalEntry.id, posting.entryId))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(posting.subaccountId, subaccountId), eq(account.code, 'asset:cash')))
    .groupBy(journalEntry.occurredOn)
    .orderBy(asc(journalEntry.occurredOn));
  return rows.map((row) => ({ on: row.on, moved: amount(row.moved) }));
}

/** What was paid for care and costs after a day: distributions and disbursements, less what came back. */
export async function paidAfter(tx: Tx, subaccountId: number, day: string): Promise<Decimal> {
  const [row] = await tx
    .select({ total: sql<string>`coalesce(sum(${posting.amount}), 0)` })
    .from(posting)
    .innerJoin(journalEntry, eq(journalEntry.id, posting.entryId))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(
      and(
        eq(posting.subaccountId, subaccountId),
        inArray(account.kind, ['distribution', 'disbursement']),
        gt(journalEntry.occurredOn, day),
      ),
    );
  return amount(row?.total ?? '0');
}

/** Carrying value of what a sub-account holds besides cash. */
export async function holdingsCarrying(tx: Tx, subaccountId: number): Promise<Decimal> {
  const result = await tx.execute<{ total: string }>(
    sql`select coalesce(sum(carrying), 0) as total from lot where subaccount_id = ${subaccountId}`,
  );
  return amount(result.rows[0]?.total ?? '0');
}
