import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { amount } from '~/money/amount';
import type { BookEntry, EntryPosting } from './book-entry';

/** Postings fetched at once: with the entry being put together, all that is held of a book. */
const AT_ONCE = 200;

type Row = Record<'entry' | 'trust' | 'currency' | 'kind' | 'occurred_on' | 'recorded_at', string> &
  Record<'description' | 'party' | 'category' | 'reference' | 'account' | 'beneficiary' | 'amount', string> &
  Record<'reverses' | 'holding' | 'units', string | null> & { part: EntryPosting['part'] };

/**
 * A trust's whole book, entry by entry, by day and number; the postings as they were posted. It reads from a cursor of
 * the given transaction: one book at a time, and for a view that does not change, a transaction that reads repeatably.
 */
export async function* streamBook(tx: Tx, trustId: number): AsyncGenerator<BookEntry> {
  await tx.execute(sql`
    declare book no scroll cursor for
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
     order by e.occurred_on, e.id, p.line`);
  let entry: BookEntry | undefined;
  try {
    for (let fetched = AT_ONCE; fetched === AT_ONCE; ) {
      const { rows } = await tx.execute<Row>(sql.raw(`fetch ${AT_ONCE} from book`));
      fetched = rows.length;
      for (const row of rows) {
        if (entry?.entry !== Number(row.entry)) {
          if (entry) yield entry;
          entry = entryOf(row);
        }
        entry.postings.push(postingOf(row));
      }
    }
    if (entry) yield entry;
  } finally {
    // Where the transaction has failed, the cursor went with it.
    await tx.execute(sql`close book`).catch(() => {});
  }
}

function entryOf(row: Row): BookEntry {
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
    postings: [],
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
