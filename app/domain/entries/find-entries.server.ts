import type { Tx } from 'db/client';
import { account } from 'db/schema/ledger';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { CASH } from '~/ledger/journal-entry';
import { amount, type Decimal } from '~/money/amount';
import { isDay } from '../trusts/legal-day';

/** Which entries: those on an account, of a kind, of some days; together, where several are given. */
export interface EntryFilter {
  /** "distribution:EDU". The figures are then this account's; without it, cash's. */
  account?: string | undefined;
  /** "bank_interest". */
  kind?: string | undefined;
  /** Legal days, both included. */
  from?: string | undefined;
  through?: string | undefined;
}

/** An entry as a list shows it: what it moved on the account, and the account's balance after it. */
export interface EntryLine {
  id: number;
  occurredOn: string;
  kind: string;
  description: string;
  party: string;
  reference: string;
  moved: Decimal;
  after: Decimal;
}

/** A place in the order of days and, within a day, of numbers: "2026-12-31.27". */
export interface EntryKey {
  day: string;
  entry: number;
}

export interface EntryPage {
  /** Newest first. */
  lines: EntryLine[];
  /** Where the next page begins in each direction; null where there is none. */
  newer: EntryKey | null;
  older: EntryKey | null;
}

type Asked = EntryFilter & { before?: EntryKey | undefined; after?: EntryKey | undefined };

const PAGE = 50;
/** Entries looked through for one page of a kind. */
export const LOOK = 5_000;
/** Above every entry's number. */
const BEYOND = '9223372036854775807';

/**
 * A trust's entries, newest first, a page before or after a key. What a page costs does not grow with the book: it walks
 * an index from the key on, and takes balances as the sum of whole months (account_month, one row a month) and of the
 * postings in the months that are on the page. Entries that are not linked yet are in no month and are added apart.
 */
export async function findEntries(tx: Tx, trustId: number, asked: Asked): Promise<EntryPage> {
  const forward = asked.after !== undefined && asked.before === undefined;
  const [figures] = await tx
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.trustId, trustId), eq(account.code, asked.account ?? CASH)));
  const accountId = figures?.id ?? null;
  const look = asked.kind === undefined ? PAGE + 1 : LOOK;
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    with walk as materialized (${walk(trustId, asked, accountId, look)}),
    line as materialized (
      select w.id, w.occurred_on from walk w where ${asked.kind === undefined ? sql`true` : sql`w.kind = ${asked.kind}`}
       order by ${order(forward, sql`w.occurred_on`, sql`w.id`)} limit ${PAGE + 1}),
    ${balances(trustId, accountId)}
    select (select count(*) from walk) as looked,
           (select w.occurred_on || '.' || w.id from walk w order by ${order(!forward, sql`w.occurred_on`, sql`w.id`)} limit 1) as reached,
           e.id, e.occurred_on::text, e.kind, e.description, e.party, e.reference, f.moved, f.after
      from (select) once
      left join flow f on f.id in (select id from line)
      left join journal_entry e on e.id = f.id
     order by ${order(forward, sql`e.occurred_on`, sql`e.id`)}`);
  const found = rows.filter((row) => row.id !== null).map(lineOf);
  const lines = found.slice(0, PAGE);
  const last = lines.at(-1);
  const cut = asked.kind !== undefined && Number(rows[0]?.looked) === LOOK;
  const onward = last && found.length > PAGE ? keyAt(last) : cut ? keyOf(rows[0]?.reached ?? undefined) : null;
  const [first] = lines;
  const back = first && (asked.before ?? asked.after) ? keyAt(first) : null;
  return {
    lines: forward ? lines.reverse() : lines,
    newer: forward ? onward : back,
    older: forward ? back : onward,
  };
}

/** The entries from the key on, in order, by an index: the account's own where one is asked for, else the trust's. */
function walk(trustId: number, asked: Asked, accountId: number | null, look: number): SQL {
  const { before, after, from, through } = asked;
  const forward = after !== undefined && before === undefined;
  const ofAccount = asked.account !== undefined;
  const id = ofAccount ? sql`x.entry_id` : sql`x.id`;
  const asks = [
    ofAccount ? sql`x.account_id = ${accountId}` : sql`x.trust_id = ${trustId}`,
    ...(from ? [sql`x.occurred_on >= ${from}::date`] : []),
    ...(through ? [sql`x.occurred_on <= ${through}::date`] : []),
    ...(before ? [sql`(x.occurred_on, ${id}) < (${before.day}::date, ${before.entry}::bigint)`] : []),
    ...(forward && after ? [sql`(x.occurred_on, ${id}) > (${after.day}::date, ${after.entry}::bigint)`] : []),
  ];
  const where = sql.join(asks, sql` and `);
  const inOrder = sql`order by ${order(forward, sql`x.occurred_on`, id)} limit ${look}`;
  if (!ofAccount) return sql`select x.occurred_on, x.id, x.kind from journal_entry x where ${where} ${inOrder}`;
  return sql`select y.occurred_on, y.id, e.kind from (
      select x.occurred_on, x.entry_id as id from posting x where ${where} group by x.occurred_on, x.entry_id ${inOrder}) y
    join journal_entry e on e.id = y.id`;
}

/**
 * For each line what its entry moved on the account and what the account came to after it, from its month's opening on.
 * What is not linked yet is asked for as a range with both ends: of one end alone the planner expects a third of the book.
 */
function balances(trustId: number, accountId: number | null): SQL {
  return sql`
    fresh as materialized (
      select p.occurred_on, p.amount from journal_entry e join posting p on p.entry_id = e.id
       where e.trust_id = ${trustId} and e.id between (select coalesce(max(entry_id), 0) + 1 from chain_head where trust_id = ${trustId}) and ${BEYOND}::bigint
         and p.account_id = ${accountId}),
    month as materialized (
      select m.first_day,
             coalesce((select sum(a.moved) from account_month a
                        where a.trust_id = ${trustId} and a.account_id = ${accountId} and a.month < m.first_day), 0)
             + coalesce((select sum(amount) from fresh where occurred_on < m.first_day), 0) as opening
        from (select distinct date_trunc('month', occurred_on)::date as first_day from line) m),
    flow as (
      select x.id, sum(x.amount) as moved,
             m.opening + sum(sum(x.amount)) over (partition by m.first_day order by x.occurred_on, x.id) as after
        from month m
        join lateral (
          select p.occurred_on, p.entry_id as id, p.amount from posting p
           where p.account_id = ${accountId} and p.occurred_on >= m.first_day and p.occurred_on < (m.first_day + interval '1 month')::date
          union all
          select l.occurred_on, l.id, 0 from line l
           where l.occurred_on >= m.first_day and l.occurred_on < (m.first_day + interval '1 month')::date) x on true
       group by m.first_day, m.opening, x.occurred_on, x.id)`;
}

function order(forward: boolean, day: SQL, id: SQL): SQL {
  return forward ? sql`${day}, ${id}` : sql`${day} desc, ${id} desc`;
}

function lineOf(row: Record<string, string | null>): EntryLine {
  const text = (name: string) => row[name] ?? '';
  return {
    id: Number(row.id),
    occurredOn: text('occurred_on'),
    kind: text('kind'),
    description: text('description'),
    party: text('party'),
    reference: text('reference'),
    moved: amount(text('moved')),
    after: amount(text('after')),
  };
}

const keyAt = (line: Pick<EntryLine, 'id' | 'occurredOn'>): EntryKey => ({ day: line.occurredOn, entry: line.id });

export const keyText = (key: EntryKey): string => `${key.day}.${key.entry}`;

/** Null for a text that is no key. */
export function keyOf(text: string | undefined): EntryKey | null {
  const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(text ?? '');
  const day = match?.[1];
  return day && isDay(day) ? { day, entry: Number(match[2]) } : null;
}

/** The accounts of a trust, by code: there are as many as kinds of things that happen, however long the book. */
export async function findAccounts(tx: Tx, trustId: number): Promise<string[]> {
  const rows = await tx
    .select({ code: account.code })
    .from(account)
    .where(eq(account.trustId, trustId))
    .orderBy(account.code);
  return rows.map((row) => row.code);
}
