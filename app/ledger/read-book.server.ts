import type { Tx } from 'db/client';
import { account, journalEntry, lot, posting } from 'db/schema/ledger';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { BookPosting } from './book-posting';

/** A trust's postings through a day, by day and entry. */
export async function readBook(tx: Tx, trustId: number, through: string): Promise<BookPosting[]> {
  const rows = await tx
    .select({
      entry: journalEntry.id,
      kind: journalEntry.kind,
      occurredOn: journalEntry.occurredOn,
      description: journalEntry.description,
      party: journalEntry.party,
      category: journalEntry.category,
      reference: journalEntry.reference,
      reverses: journalEntry.reversesId,
      account: account.code,
      accountKind: account.kind,
      part: posting.part,
      amount: posting.amount,
      units: posting.units,
      lotHolding: lot.holding,
      lotKind: lot.kind,
      lotDescription: lot.description,
    })
    .from(posting)
    .innerJoin(journalEntry, eq(journalEntry.id, posting.entryId))
    .innerJoin(account, eq(account.id, posting.accountId))
    .leftJoin(lot, eq(lot.id, posting.lotId))
    .where(and(eq(posting.trustId, trustId), lte(journalEntry.occurredOn, through)))
    .orderBy(asc(journalEntry.occurredOn), asc(journalEntry.id), asc(posting.line));
  return rows.map(({ lotHolding, lotKind, lotDescription, ...row }) => ({
    ...row,
    lot: lotHolding && lotKind ? { holding: lotHolding, kind: lotKind, description: lotDescription ?? '' } : null,
  }));
}
