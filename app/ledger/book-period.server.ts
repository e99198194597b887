import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';

/** A trust's entries of some days, both included; what was brought in as an opening is none of what happened in them. */
export interface BookPeriod {
  trustId: number;
  from: string;
  through: string;
  /** Numbers of the entries in these days that bring in an opening. */
  opened: readonly number[];
}

/** The period of these days, with its openings. */
export async function bookPeriod(tx: Tx, days: Omit<BookPeriod, 'opened'>): Promise<BookPeriod> {
  const { rows } = await tx.execute<{ entry: string }>(sql`
    select distinct p.entry_id as entry from account a join posting p on p.account_id = a.id
     where a.trust_id = ${days.trustId} and a.kind = 'opening' and p.occurred_on between ${days.from} and ${days.through}`);
  return { ...days, opened: rows.map(({ entry }) => Number(entry)) };
}

/** The numbers as one value of a statement. */
export function numbersOf(ids: readonly number[]): SQL {
  return sql`${sql.param([...ids])}::bigint[]`;
}
