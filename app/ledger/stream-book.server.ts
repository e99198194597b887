import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { amount } from '~/money/amount';
import type { BookEntry, EntryPosting } from './book-entry';
import { byEntry, streamRows } from './stream-rows.server';

type Row = Record<'entry' | 'trust' | 'currency' | 'kind' | 'occurred_on' | 'recorded_at', string> &
  Record<'description' | 'party' | 'category' | 'reference' | 'account' | 'beneficiary' | 'amount', string> &
  Record<'reverses' | 'holding' | 'units', string | null> & { part: EntryPosting['part'] };

/** The days of a book that are read; all without one. */
export interface Days {
  from?: string | undefined;
  through?: string | undefined;
}

/**
 * A trust's book, entry by entry, by day and number; the postings as they were posted. It reads from a cursor of the given
 * transaction: one book at a time, and for a view that does not change, a transaction that reads repeatably.
 */
export async function* streamBook(tx: Tx, trustId: number, days: Days = {}): AsyncGenerator<BookEntry> {
  const rows = streamRows<Row>(
    tx,
    'book',
    sql`
    select e.id as entry, t.code as trust, t.base_currency as currency, e.kind, e.occurred_on,
           to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
           e.description, e.party, e.category, e.reference, e.reverses_id as reverses,
           a.code as account, b.code as beneficiary, p.part, p.amount, p.units,
           coalesce(l.holding, nullif(p.currency, t.base_currency)) as holding
      from journal_entry e
      join trust t on t.id = e.trust_id
      join posting p on p.entry_id = e.id
      join account a on a.id = p.account_id
      join subaccount s on s.id = p.subaccount_id
      join beneficiary b on b.id = s.beneficiary_id
      left join lot l on l.id = p.lot_id
     where e.trust_id = ${trustId}
       and e.occurred_on between ${days.from ?? '-infinity'}::date and ${days.through ?? 'infinity'}::date
     order by e.occurred_on, e.id, p.line`,
  );
  for await (const entry of byEntry(rows)) yield { ...entryOf(entry[0] as Row), postings: entry.map(postingOf) };
}

function entryOf(row: Row): Omit<BookEntry, 'postings'> {
  const { entry, trust, currency, kind, description, party, category, reference, reverses } = row;
  return {
    entry: Number(entry),
    trust,
    currency,
    kind,
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at,
    description,
    party,
    category,
    reference,
    reverses: reverses === null ? null : Number(reverses),
  };
}

function postingOf({ account, beneficiary, part, holding, ...row }: Row): EntryPosting {
  return {
    account,
    beneficiary,
    part,
    amount: amount(row.amount),
    holding,
    units: row.units === null ? null : amount(row.units),
  };
}
