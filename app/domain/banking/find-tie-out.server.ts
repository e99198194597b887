import type { Tx } from 'db/client';
import { bankStatement } from 'db/schema/banking';
import { account, journalEntry, posting } from 'db/schema/ledger';
import { subaccount, trust } from 'db/schema/trusts';
import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { amount, type Decimal, sum, ZERO } from '~/money/amount';

export interface TieOut {
  /** The statements' closing balances less what the bank has not paid yet. */
  bankAdjusted: Decimal;
  /** Cash in the ledger on the statements' days. */
  control: Decimal;
  /** What the beneficiaries' sub-accounts held on those days, from their stored balances. */
  trusts: Decimal;
  accounts: { trustCode: string; accountEnding: string; statementOn: string; books: Decimal }[];
}

/**
 * The pooled account equation, over the trusts the actor sees, at each one's newest statement (UTC 810). The sum of
 * trusts is reckoned back from today's stored balances, the control account forward from the postings: two ways that
 * meet only where the books are whole. Null where there is no statement.
 */
export async function findTieOut(tx: Tx): Promise<TieOut | null> {
  const rows = await tx
    .selectDistinctOn([bankStatement.trustId], {
      trustId: bankStatement.trustId,
      trustCode: trust.code,
      accountEnding: bankStatement.accountEnding,
      statementOn: bankStatement.statementOn,
      closing: bankStatement.closingBalance,
      outstanding: bankStatement.outstanding,
    })
    .from(bankStatement)
    .innerJoin(trust, eq(trust.id, bankStatement.trustId))
    .orderBy(bankStatement.trustId, desc(bankStatement.statementOn));
  if (rows.length === 0) return null;
  const tie: TieOut = { bankAdjusted: ZERO, control: ZERO, trusts: ZERO, accounts: [] };
  for (const row of rows) {
    const books = await cash(tx, row.trustId, lte(journalEntry.occurredOn, row.statementOn));
    const since = await cash(tx, row.trustId, gt(journalEntry.occurredOn, row.statementOn));
    const balances = await tx
      .select({ posted: subaccount.posted })
      .from(subaccount)
      .where(eq(subaccount.trustId, row.trustId));
    tie.bankAdjusted = tie.bankAdjusted.plus(row.closing).minus(sum(row.outstanding.map((item) => item.amount)));
    tie.control = tie.control.plus(books);
    tie.trusts = tie.trusts.plus(sum(balances.map((item) => item.posted))).minus(since);
    tie.accounts.push({
      trustCode: row.trustCode,
      accountEnding: row.accountEnding,
      statementOn: row.statementOn,
      books,
    });
  }
  return tie;
}

async function cash(tx: Tx, trustId: number, days: ReturnType<typeof lte>): Promise<Decimal> {
  const [row] = await tx
    .select({ total: sql<string>`coalesce(sum(${posting.amount}), 0)` })
    .from(posting)
    .innerJoin(journalEntry, eq(journalEntry.id, posting.entryId))
    .innerJoin(account, eq(account.id, posting.accountId))
    .where(and(eq(posting.trustId, trustId), eq(account.code, 'asset:cash'), days));
  return amount(row?.total ?? '0');
}
