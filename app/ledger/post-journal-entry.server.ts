import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { toText } from '~/money/amount';
import type { EntryDraft } from './journal-entry';

/**
 * Posts one entry in one round trip and returns its number.
 * The database refuses with LE001-LE012 (db/invariants/20-ledger.sql) what does not balance, is not this trust's, falls
 * below zero, or lies in a period accounted for.
 */
export async function postJournalEntry(tx: Tx, entry: EntryDraft): Promise<number> {
  const lines = entry.postings;
  const result = await tx.execute<{ id: string }>(sql`select post_journal_entry(
    ${entry.trustId}, ${entry.kind}, ${entry.occurredOn}::date, ${entry.description}, ${entry.party}, ${entry.category}, ${entry.reference},
    ${entry.source.type}, ${entry.source.ref}, ${entry.source.digest}, ${entry.reverses ?? null}::bigint,
    ${sql.param(lines.map((line) => line.account))}::text[],
    ${sql.param(lines.map(() => entry.subaccountId))}::bigint[],
    ${sql.param(lines.map((line) => line.part))}::text[],
    ${sql.param(lines.map((line) => toText(line.amount)))}::numeric[],
    ${sql.param(lines.map((line) => line.lot?.id ?? null))}::bigint[],
    ${sql.param(lines.map((line) => (line.lot ? toText(line.lot.units) : null)))}::numeric[]
  ) as id`);
  const id = result.rows[0]?.id;
  if (id === undefined) throw new Error('post_journal_entry returned no number');
  return Number(id);
}

/** Opens a lot with nothing in it yet and returns its id; the entry that fills it follows in the same transaction. */
export async function openLot(
  tx: Tx,
  lot: {
    trustId: number;
    subaccountId: number;
    holding: string;
    kind: 'security' | 'currency';
    acquiredOn: string;
    description: string;
  },
): Promise<number> {
  const result = await tx.execute<{ id: string }>(
    sql`select open_lot(${lot.trustId}, ${lot.subaccountId}, ${lot.holding}, ${lot.kind}, ${lot.acquiredOn}::date, ${lot.description}) as id`,
  );
  return Number(result.rows[0]?.id);
}
