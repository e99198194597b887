import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';
import { type BookPeriod, numbersOf } from './book-period.server';

/** What an asset account comes to, at carrying value. */
export interface Asset {
  income: Decimal;
  principal: Decimal;
  /** None for cash of the trust's currency. */
  holding: { name: string; kind: 'security' | 'currency'; description: string; units: Decimal } | null;
}

type Row = Record<'income' | 'principal', string> & {
  units: string | null;
  holding: string | null;
  kind: 'security' | 'currency';
  description: string;
};

/** Cash and holdings before the first day of a period, with what was brought in during it. */
export function assetsAtStart(tx: Tx, period: BookPeriod): Promise<Asset[]> {
  return assets(tx, { ...period, through: period.from, ahead: 1 });
}

/** Cash and holdings at the end of a period's last day. */
export function assetsAtClose(tx: Tx, period: BookPeriod): Promise<Asset[]> {
  return assets(tx, { ...period, opened: [], ahead: 0 });
}

/**
 * In the order in which each came into the book. Amounts rest on the balances of months, units on what the lots are now less
 * what moved since: neither reads the years before.
 */
async function assets(
  tx: Tx,
  { trustId, through, opened, ahead }: Pick<BookPeriod, 'trustId' | 'through' | 'opened'> & { ahead: number },
): Promise<Asset[]> {
  const { rows } = await tx.execute<Row>(sql`
    with asked as (select ${through}::date - ${ahead}::int as day, ${numbersOf(opened)} as opened),
    moved as (
      select b.account, b.part, b.balance from asked, trial_balance(${trustId}, asked.day) b where b.kind = 'asset'
      union all
      select a.code, p.part, p.amount from asked, posting p join account a on a.id = p.account_id and a.kind = 'asset'
       where p.entry_id = any(asked.opened) and p.occurred_on > asked.day),
    carried as (
      select account, coalesce(sum(balance) filter (where part = 'income'), 0) as income,
             coalesce(sum(balance) filter (where part = 'principal'), 0) as principal
        from moved group by account)
    select c.income, c.principal, l.holding, l.kind, l.description,
           case when l.id is not null then
             coalesce((select sum(o.units) from lot o where o.trust_id = a.trust_id and o.holding = l.holding), 0)
             - coalesce((select sum(p.units) from posting p
                  where p.account_id = a.id and p.occurred_on > asked.day and p.entry_id <> all(asked.opened)), 0) end as units
      from asked cross join carried c
      join account a on a.trust_id = ${trustId} and a.code = c.account
      cross join lateral (
        select p.occurred_on, p.entry_id, p.line, p.lot_id from posting p
         where p.account_id = a.id and (p.occurred_on <= asked.day or p.entry_id = any(asked.opened))
         order by p.occurred_on, p.entry_id, p.line limit 1) first
      left join lot l on l.id = first.lot_id
     order by first.occurred_on, first.entry_id, first.line`);
  return rows.map(({ income, principal, holding, kind, description, units }) => ({
    income: amount(income),
    principal: amount(principal),
    holding: holding === null || units === null ? null : { name: holding, kind, description, units: amount(units) },
  }));
}
