import { queryPrepared, type Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { toText } from '~/money/amount';
import type { EntryDraft, PostingDraft } from './journal-entry';

/**
 * Posts one entry in one round trip and returns its number. The same source with the same entry returns the first number.
 * The database refuses with LE001-LE015 (db/invariants/20-ledger.sql) what does not balance, is not this trust's, falls
 * below zero, lies in a closed period, or comes from a source that posted something else.
 */
export async function postJournalEntry(tx: Tx, entry: EntryDraft): Promise<number> {
  const { trustId, kind, occurredOn, concernsOn, description, party, category, reference, source, reverses } = entry;
  const { accounts, subaccounts, parts, amounts, currencies, lots, units } = columns([entry]);
  const [row] = await queryPrepared<{ id: string }>(tx, {
    name: 'post_journal_entry',
    text: `select post_journal_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) as id`,
    values: [
      ...[trustId, kind, occurredOn, concernsOn ?? null, description, party, category, reference],
      ...[source.type, source.ref, source.digest, reverses ?? null],
      ...[accounts, subaccounts, parts, amounts, currencies, lots, units],
    ],
  });
  return Number(row?.id);
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
    ${sql.param(sides.accounts)}::text[], ${sql.param(sides.subaccounts)}::bigint[], ${sql.param(sides.parts)}::text[],
    ${sql.param(sides.amounts)}::numeric[], ${sql.param(sides.currencies)}::text[], ${sql.param(sides.lots)}::bigint[],
    ${sql.param(sides.units)}::numeric[]) as ids`);
  return (result.rows[0]?.ids ?? []).map(Number);
}

/** The sides of all entries, one list a column, in order. */
function columns(entries: readonly EntryDraft[]) {
  const sides = entries.flatMap((entry) => entry.postings.map((side) => ({ ...side, subaccount: entry.subaccountId })));
  const list = (value: (side: PostingDraft & { subaccount: number }) => unknown) => sides.map(value);
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
