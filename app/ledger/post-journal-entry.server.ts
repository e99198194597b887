import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { toText } from '~/money/amount';
import type { EntryDraft, PostingDraft } from './journal-entry';

/**
 * Posts one entry in one round trip and returns its number. The same source with the same entry returns the first number.
 * The database refuses with LE001-LE015 (db/invariants/20-ledger.sql) what does not balance, is not this trust's, falls
 * below zero, lies in a closed period, or comes from a source that posted something else.
 */
export async function postJournalEntry(tx: Tx, entry: EntryDraft): Promise<number> {
  const sides = columns([entry]);
  const result = await tx.execute<{ id: string }>(sql`select post_journal_entry(
    ${entry.trustId}, ${entry.kind}, ${entry.occurredOn}::date, ${entry.concernsOn ?? null}::date, ${entry.description}, ${entry.party},
    ${entry.category}, ${entry.reference}, ${entry.source.type}, ${entry.source.ref}, ${entry.source.digest}, ${entry.reverses ?? null}::bigint,
    ${sides.accounts}::text[], ${sides.subaccounts}::bigint[], ${sides.parts}::text[], ${sides.amounts}::numeric[],
    ${sides.currencies}::text[], ${sides.lots}::bigint[], ${sides.units}::numeric[]) as id`);
  return Number(result.rows[0]?.id);
}

/** Posts many entries, all or none, in one round trip; returns their numbers in order. Refused as one entry is. */
export async function postJournalEntries(tx: Tx, entries: readonly EntryDraft[]): Promise<number[]> {
  if (entries.length === 0) return [];
  const list = (value: (entry: EntryDraft) => unknown) => sql.param(entries.map(value));
  const sides = columns(entries);
  const result = await tx.execute<{ ids: string[] }>(sql`select post_journal_entries(
    ${list((entry) => entry.trustId)}::bigint[], ${list((entry) => entry.kind)}::text[], ${list((entry) => entry.occurredOn)}::date[],
    ${list((entry) => entry.concernsOn ?? null)}::date[], ${list((entry) => entry.description)}::text[], ${list((entry) => entry.party)}::text[],
    ${list((entry) => entry.category)}::text[], ${list((entry) => entry.reference)}::text[], ${list((entry) => entry.source.type)}::text[],
    ${list((entry) => entry.source.ref)}::text[], ${list((entry) => entry.source.digest)}::text[], ${list((entry) => entry.reverses ?? null)}::bigint[],
    ${list((entry) => entry.postings.length)}::int[],
    ${sides.accounts}::text[], ${sides.subaccounts}::bigint[], ${sides.parts}::text[], ${sides.amounts}::numeric[],
    ${sides.currencies}::text[], ${sides.lots}::bigint[], ${sides.units}::numeric[]) as ids`);
  return (result.rows[0]?.ids ?? []).map(Number);
}

/** The sides of all entries, one list a column, in order. */
function columns(entries: readonly EntryDraft[]) {
  const sides = entries.flatMap((entry) => entry.postings.map((side) => ({ ...side, subaccount: entry.subaccountId })));
  const list = (value: (side: PostingDraft & { subaccount: number }) => unknown) => sql.param(sides.map(value));
  return {
    accounts: list((side) => side.account),
    subaccounts: list((side) => side.subaccount),
    parts: list((side) => side.part),
    amounts: list((side) => toText(side.amount)),
    currencies: list((side) => side.foreign?.currency ?? null),
    lots: list((side) => side.lot?.id ?? null),
    units: list((side) => {
      const units = side.lot?.units ?? side.foreign?.units;
      return units ? toText(units) : null;
    }),
  };
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
