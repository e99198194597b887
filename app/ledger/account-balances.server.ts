import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';
import type { Part } from './journal-entry';

/** What one account of one trust comes to in one part, over its whole book. */
export interface AccountBalance {
  trust: string;
  /** The trust's base currency, in which the balance is. */
  currency: string;
  account: string;
  part: Part;
  balance: Decimal;
  /** The most decimals that one of its postings has. */
  decimals: number;
  /** The days of its first and its last posting. */
  firstOn: string;
  lastOn: string;
}

/** What each account of some trusts comes to, part by part, in the order of their codes: added up by the database. */
export async function accountBalances(tx: Tx, trustIds: readonly number[]): Promise<AccountBalance[]> {
  const { rows } = await tx.execute<Omit<AccountBalance, 'balance'> & { balance: string }>(sql`
    select t.code as trust, t.base_currency as currency, a.code as account, p.part, sum(p.amount) as balance,
           max(scale(trim_scale(p.amount))) as decimals,
           min(p.occurred_on) as "firstOn", max(p.occurred_on) as "lastOn"
      from posting p
      join account a on a.id = p.account_id
      join trust t on t.id = p.trust_id
     where p.trust_id = any(${sql.param([...trustIds])}::bigint[])
     group by t.code, t.base_currency, a.code, p.part
     order by t.code collate "C", a.code collate "C", p.part collate "C"`);
  return rows.map((row) => ({ ...row, balance: amount(row.balance) }));
}

/** Everyone the entries of some trusts name, each once. */
export async function partiesNamed(tx: Tx, trustIds: readonly number[]): Promise<string[]> {
  const { rows } = await tx.execute<{ party: string }>(
    sql`select distinct party from journal_entry where trust_id = any(${sql.param([...trustIds])}::bigint[])`,
  );
  return rows.map((row) => row.party);
}
