import type { Tx } from 'db/client';
import { copyOut, literal } from 'db/copy-out';
import { sql } from 'drizzle-orm';
import type { Days } from '~/ledger/stream-book.server';
import { amountSql } from '~/money/amount-sql';
import { type Outline, unbalanced } from './journal';

/** A spreadsheet would run a text that begins like this as a formula. */
const FORMULAS = '=+-@\t\r';
const beginnings = [...FORMULAS].map((letter) => letter.codePointAt(0)).join(', ');
const noFormula = (column: string) =>
  `case when ascii(${column}) in (${beginnings}) then '''' || ${column} else nullif(${column}, '') end`;

/** Each column of a row, as the database writes it. */
const COLUMNS = {
  entry: 'e.id',
  occurred_on: 'e.occurred_on',
  recorded_at: `to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  trust: 't.code',
  account: 'a.code',
  beneficiary: 'b.code',
  part: 'p.part',
  amount: amountSql('p.amount'),
  currency: 't.base_currency',
  holding: `coalesce(l.holding, nullif(p.currency, t.base_currency))`,
  units: amountSql('p.units'),
  kind: 'e.kind',
  description: noFormula('e.description'),
  party: noFormula('e.party'),
  category: noFormula('e.category'),
  reference: noFormula('e.reference'),
  reverses: 'e.reverses_id',
};

/**
 * For spreadsheets and databases: a row a posting, trust after trust, by day, entry and line. The database writes the text
 * itself; a text that a spreadsheet would run as a formula is kept a text. The transaction must read repeatably.
 * Throws JournalFault 'journal.unbalanced' before any row where an entry does not sum to zero in each part.
 */
export async function* csvText(tx: Tx, { trusts }: Outline, days: Days): AsyncGenerator<string> {
  const ofTrusts = `trust_id = any(${literal(`{${trusts.map(({ id }) => id)}}`)})`;
  const inDays = `between ${literal(days.from ?? '-infinity')} and ${literal(days.through ?? 'infinity')}`;
  // A register of some years is sorted whole: it should not go through files.
  await tx.execute(sql`set local work_mem = '64MB'`);
  await demandZero(tx, ofTrusts, inDays);
  yield `${Object.keys(COLUMNS).join(',')}\n`;
  yield* copyOut(
    tx,
    `select ${Object.values(COLUMNS).join(', ')}
       from journal_entry e
       join trust t on t.id = e.trust_id
       join posting p on p.entry_id = e.id
       join account a on a.id = p.account_id
       join subaccount s on s.id = p.subaccount_id
       join beneficiary b on b.id = s.beneficiary_id
       left join lot l on l.id = p.lot_id
      where e.${ofTrusts} and e.occurred_on ${inDays}
      order by t.code, e.occurred_on, e.id, p.line`,
  );
}

/** Asked of the postings alone, by their accounts and days, as an index has them: beside the rows themselves it costs little. */
async function demandZero(tx: Tx, ofTrusts: string, inDays: string): Promise<void> {
  const { rows } = await tx.execute<{ entry: string; part: string; rest: string }>(
    sql.raw(`with off as materialized (
      select p.entry_id as entry, p.part, sum(p.amount) as rest from posting p
       where p.account_id = any(array(select id from account where ${ofTrusts})) and p.occurred_on ${inDays}
       group by 1, 2 having sum(p.amount) <> 0)
     select entry, part, ${amountSql('rest')} as rest from off order by entry, part limit 1`),
  );
  const [found] = rows;
  if (found) throw unbalanced(found.entry, found.part, found.rest);
}
