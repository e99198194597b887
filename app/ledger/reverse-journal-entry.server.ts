import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { EntryDraft } from './journal-entry';

/**
 * Moves back whole what an entry moved, by a new entry with its own day and source, and returns the new one's number.
 * Where the entry's day is shut by now, the reversal is a late entry that says so.
 * Database refusals: LE014 (a reversal, or a day before the entry's), LE005-LE008 (the day, the money), LE009 (a holding
 * that is sold by now), LE011, reversed_once.
 */
export async function reverseJournalEntry(
  tx: Tx,
  reversal: { entry: number } & Pick<EntryDraft, 'occurredOn' | 'description' | 'source'>,
): Promise<number> {
  const { entry, occurredOn, description, source } = reversal;
  const { rows } = await tx.execute<{ id: string }>(sql`select reverse_journal_entry(
    ${entry}, ${occurredOn}::date, ${description}, ${source.type}, ${source.ref}, ${source.digest}) as id`);
  return Number(rows[0]?.id);
}
