import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';

/** Which entries: all, or those that touch accounts of some kinds. */
export const ENTRY_FILTERS = {
  all: null,
  receipts: ['receipt', 'gain', 'opening'],
  care: ['distribution'],
  costs: ['disbursement'],
  holdings: ['lot'],
} as const;
export type EntryFilter = keyof typeof ENTRY_FILTERS;

/** An entry as a list shows it: the cash it moved, and the cash after it. */
export interface EntryLine {
  id: number;
  occurredOn: string;
  kind: string;
  description: string;
  party: string;
  category: string;
  reference: string;
  cash: Decimal;
  cashAfter: Decimal;
}

export interface EntryPage {
  lines: EntryLine[];
  /** From the newest, beginning with 1. */
  firstPlace: number;
  total: number;
  newer: boolean;
  older: boolean;
}

/** Where a page begins or ends: a day and an entry, as "2026-12-31.27". */
export interface EntryKey {
  day: string;
  entry: number;
}

const PAGE = 50;

/** A trust's entries, newest first, a page older than `before` or newer than `after`. */
export async function findEntries(
  tx: Tx,
  trustId: number,
  asked: { filter: EntryFilter; before?: EntryKey | undefined; after?: EntryKey | undefined },
): Promise<EntryPage> {
  const kinds = ENTRY_FILTERS[asked.filter];
  const fits =
    kinds === null
      ? sql`true`
      : asked.filter === 'holdings'
        ? sql`bool_or(p.lot_id is not null)`
        : sql`bool_or(a.kind = any(${`{${kinds.join(',')}}`}::text[]))`;
  const { before, after } = asked;
  const side = before
    ? sql`(f.occurred_on, f.id) < (${before.day}::date, ${before.entry}::bigint)`
    : after
      ? sql`(f.occurred_on, f.id) > (${after.day}::date, ${after.entry}::bigint)`
      : sql`true`;
  const order = after && !before ? sql`f.occurred_on, f.id` : sql`f.occurred_on desc, f.id desc`;
  const cash = sql`coalesce(sum(p.amount) filter (where a.code = 'asset:cash'), 0)`;
  const { rows } = await tx.execute<Record<string, string>>(sql`
    with flow as (
      select e.id, e.occurred_on, ${cash} as cash,
             sum(${cash}) over (order by e.occurred_on, e.id) as cash_after, ${fits} as asked
        from journal_entry e join posting p on p.entry_id = e.id join account a on a.id = p.account_id
       where e.trust_id = ${trustId}
       group by e.id, e.occurred_on),
    f as (
      select *, row_number() over (order by occurred_on desc, id desc) as place, count(*) over () as total
        from flow where asked)
    select f.id, f.occurred_on::text, f.cash, f.cash_after, f.place, f.total,
           e.kind, e.description, e.party, e.category, e.reference
      from f join journal_entry e on e.id = f.id
     where ${side} order by ${order} limit ${PAGE}`);
  const newestFirst = after && !before ? [...rows].reverse() : rows;
  const first = Number(newestFirst[0]?.place ?? 1);
  const total = Number(newestFirst[0]?.total ?? 0);
  return {
    lines: newestFirst.map(lineOf),
    firstPlace: first,
    total,
    newer: first > 1,
    older: first + newestFirst.length - 1 < total,
  };
}

function lineOf(row: Record<string, string>): EntryLine {
  const text = (name: string) => row[name] ?? '';
  return {
    id: Number(row.id),
    occurredOn: text('occurred_on'),
    kind: text('kind'),
    description: text('description'),
    party: text('party'),
    category: text('category'),
    reference: text('reference'),
    cash: amount(text('cash')),
    cashAfter: amount(text('cash_after')),
  };
}

export const keyText = (line: Pick<EntryLine, 'id' | 'occurredOn'>): string => `${line.occurredOn}.${line.id}`;

/** Null for a text that is no key. */
export function keyOf(text: string | undefined): EntryKey | null {
  const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(text ?? '');
  const day = match?.[1];
  if (!day || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return null;
  return { day, entry: Number(match[2]) };
}
