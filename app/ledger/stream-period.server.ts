import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type AmountText, amount, type Decimal } from '~/money/amount';
import { amountSql } from '~/money/amount-sql';
import { type BookPeriod, numbersOf } from './book-period.server';
import type { BookPosting } from './book-posting';
import { byEntry, streamRows } from './stream-rows.server';

/** What an entry posted to one kind of account. */
export interface EntryMove {
  entry: number;
  occurredOn: string;
  description: string;
  party: string;
  category: string;
  reference: string;
  /** As its schedule shows it: what came in, or went out, is positive; a reversal is negative. */
  income: AmountText;
  principal: AmountText;
  total: AmountText;
  /** The foreign cash that the entry spent, if it did. */
  spent: { currency: string; units: Decimal } | null;
}

export type MovedKind = 'receipt' | 'disbursement' | 'distribution';

/** Moves of one kind and category together. */
export interface MoveSum {
  kind: MovedKind;
  category: string;
  /** The accounts they were posted to. */
  accounts: number[];
  entries: number;
  income: Decimal;
  principal: Decimal;
}

/** A coupon is told by the kind of its entry, whatever category it bears. */
const CATEGORY = sql`case when a.kind = 'receipt' and e.kind = 'coupon' then 'coupon' else e.category end`;

const inPart = (part: string) => `coalesce(sum(p.amount) filter (where p.part = '${part}'), 0)`;
const PARTS = sql.raw(`${inPart('income')} as income, ${inPart('principal')} as principal`);

/** The three columns of a line: posted receipts are negative, and stand positive in their schedule. */
const COLUMNS = Object.entries({ income: inPart('income'), principal: inPart('principal'), total: 'sum(p.amount)' });
const columnsOf = (kind: MovedKind) =>
  sql.raw(
    COLUMNS.map(([name, moved]) => `${amountSql(kind === 'receipt' ? `(-${moved})` : moved)} as ${name}`).join(', '),
  );

// The accounts asked of here, none of which is cash, are named once more as a list: an index has them, and a join to them alone
// is taken for a scan of every trust's postings.
const ofPeriod = ({ trustId, from, through, opened }: BookPeriod) => sql`a.trust_id = ${trustId}
  and p.account_id = any(array(select id from account where trust_id = ${trustId} and code <> 'asset:cash')) and p.occurred_on between ${from} and ${through} and p.entry_id <> all(${numbersOf(opened)})`;

/** What a period's receipts, disbursements and distributions come to, added up by the database. */
export async function sumMoves(tx: Tx, period: BookPeriod): Promise<MoveSum[]> {
  const { rows } = await tx.execute<
    Record<'category' | 'entries' | 'income' | 'principal', string> & { kind: MovedKind; accounts: string[] }
  >(sql`
    select a.kind, ${CATEGORY} as category, array_agg(distinct a.id) as accounts, count(distinct p.entry_id) as entries, ${PARTS}
      from account a join posting p on p.account_id = a.id join journal_entry e on e.id = p.entry_id
     where a.kind in ('receipt', 'disbursement', 'distribution') and ${ofPeriod(period)}
     group by 1, 2 order by 1, 2`);
  return rows.map(({ kind, category, accounts, entries, income, principal }) => ({
    ...{ kind, category, accounts: accounts.map(Number), entries: Number(entries) },
    ...{ income: amount(income), principal: amount(principal) },
  }));
}

/**
 * The moves of a period of one kind, by day and entry; of some categories and the accounts they were posted to, or of all.
 * It reads from a cursor named "lines" of the given transaction.
 */
export async function* streamMoves(
  tx: Tx,
  period: BookPeriod,
  kind: MovedKind,
  only?: { accounts: readonly number[]; categories: readonly string[] },
): AsyncGenerator<EntryMove> {
  const rows = streamRows<MoveRow>(
    tx,
    'lines',
    sql`
    select e.id as entry, e.occurred_on, e.description, e.party, ${CATEGORY} as category, e.reference,
           ${columnsOf(kind)}, s.holding, s.units
      from account a join posting p on p.account_id = a.id join journal_entry e on e.id = p.entry_id
      left join lateral (
        select l.holding, q.units from posting q join lot l on l.id = q.lot_id and l.kind = 'currency'
         where q.entry_id = e.id and q.amount < 0
           and exists (select from lot o where o.trust_id = ${period.trustId} and o.kind = 'currency')
         order by q.line limit 1) s on a.kind = 'distribution'
     where a.kind = ${kind} and ${ofPeriod(period)}
       ${only ? sql`and p.account_id = any(${numbersOf(only.accounts)}) and ${CATEGORY} = any(${sql.param([...only.categories])}::text[])` : sql``}
     group by e.id, 5, s.holding, s.units order by e.occurred_on, e.id`,
  );
  for await (const row of rows) yield moveOf(row);
}

type MoveRow = Record<'entry' | 'occurred_on' | 'description' | 'party' | 'category' | 'reference', string> &
  Record<'income' | 'principal' | 'total', string> &
  Record<'holding' | 'units', string | null>;

/** Field by field: for a hundred thousand lines a spread of the rest costs more than all else here. */
function moveOf(row: MoveRow): EntryMove {
  const { holding, units } = row;
  return {
    entry: Number(row.entry),
    occurredOn: row.occurred_on,
    description: row.description,
    party: row.party,
    category: row.category,
    reference: row.reference,
    income: row.income,
    principal: row.principal,
    total: row.total,
    spent: holding === null || units === null ? null : { currency: holding, units: amount(units) },
  };
}

/** The entries of a period that moved a holding, whole, by day and entry; from a cursor named "lots". */
export async function* streamHoldingEntries(tx: Tx, period: BookPeriod): AsyncGenerator<BookPosting[]> {
  const rows = streamRows<PostingRow>(
    tx,
    'lots',
    sql`
    with moved as (
      select distinct p.entry_id from account a join posting p on p.account_id = a.id
       where a.kind = 'asset' and a.code <> 'asset:cash' and ${ofPeriod(period)})
    select e.id as entry, e.kind, e.occurred_on as "occurredOn", e.description, e.party, e.category, e.reference, e.reverses_id as reverses,
           a.code as account, a.kind as "accountKind", p.part, p.amount, p.units, l.holding, l.kind as "lotKind", l.description as "lotDescription"
      from moved m join journal_entry e on e.id = m.entry_id join posting p on p.entry_id = e.id
      join account a on a.id = p.account_id left join lot l on l.id = p.lot_id
     order by e.occurred_on, e.id, p.line`,
  );
  for await (const entry of byEntry(rows)) yield entry.map(postingOf);
}

type PostingRow = Omit<BookPosting, 'entry' | 'reverses' | 'amount' | 'units' | 'lot'> &
  Record<'entry' | 'amount', string> &
  Record<'reverses' | 'units' | 'holding' | 'lotDescription', string | null> & { lotKind: 'security' | 'currency' };

function postingOf({ holding, lotKind, lotDescription, ...row }: PostingRow): BookPosting {
  return {
    ...row,
    entry: Number(row.entry),
    reverses: row.reverses === null ? null : Number(row.reverses),
    amount: amount(row.amount),
    units: row.units === null ? null : amount(row.units),
    lot: holding === null ? null : { holding, kind: lotKind, description: lotDescription ?? '' },
  };
}
