import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { journalEntry } from 'db/schema/ledger';
import { trust } from 'db/schema/trusts';
import { and, eq, sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { amount, type Decimal } from '~/money/amount';
import type { EntryDraft } from './journal-entry';
import type { HeldLot, TakingOut } from './lot-sides';
import { postJournalEntry } from './post-journal-entry.server';

/** An entry that moves units of a holding; which lots, and at what value, the ledger works out. */
export interface LotMove extends Omit<EntryDraft, 'kind' | 'postings' | 'reverses' | 'source'> {
  /** What it came from, and so its idempotency key. */
  source: { type: string; ref: string };
  /** "TNOTE-2029-02-28", or a currency (ISO 4217). */
  holding: string;
  units: Decimal;
}

type Moved = Pick<EntryDraft, 'kind' | 'postings'>;

/**
 * Posts one entry over a sub-account's lots, which stand still meanwhile (hold_lots_still), and returns its number.
 * `figures` are what else was asked for: the same source asking for the same answers the first number.
 * Throws Refusal 'lot.source'; the database refuses with LE001-LE015, and 42501 for who does not keep books.
 */
export async function postLotEntry(
  tx: Tx,
  { holding, units, ...move }: LotMove,
  figures: readonly string[],
  entry: (taking: TakingOut) => Moved | Promise<Moved>,
): Promise<number> {
  const lots = await holdLotsStill(tx, move.subaccountId, holding);
  const asked = [move, holding, units, figures];
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  const source = { ...move.source, digest };
  const before = await postedBefore(tx, { ...move, source });
  if (before) return before;
  const [books] = await tx.select({ policy: trust.lotPolicy }).from(trust).where(eq(trust.id, move.trustId));
  const taking = { holding, lots, units, policy: books?.policy ?? 'average', occurredOn: move.occurredOn };
  return postJournalEntry(tx, { ...move, source, ...(await entry(taking)) });
}

/**
 * A sub-account's lots of one holding or of all, oldest first; they and its cash stand still until the transaction ends.
 * The database refuses with LE004 and 42501.
 */
export async function holdLotsStill(tx: Tx, subaccountId: number, holding: string | null): Promise<HeldLot[]> {
  type Row = Record<'id' | 'holding' | 'acquired_on' | 'units' | 'carrying', string> & { kind: HeldLot['kind'] };
  const { rows } = await tx.execute<Row>(sql`select * from hold_lots_still(${subaccountId}, ${holding})`);
  return rows.map((row) => ({
    id: Number(row.id),
    holding: row.holding,
    kind: row.kind,
    acquiredOn: row.acquired_on,
    units: amount(row.units),
    carrying: amount(row.carrying),
  }));
}

/** The entry that the source posted, where it asked for the same. */
async function postedBefore(tx: Tx, { trustId, source }: Pick<EntryDraft, 'trustId' | 'source'>) {
  const [before] = await tx
    .select({ id: journalEntry.id, digest: journalEntry.sourceDigest })
    .from(journalEntry)
    .where(
      and(
        eq(journalEntry.trustId, trustId),
        eq(journalEntry.sourceType, source.type),
        eq(journalEntry.sourceRef, source.ref),
      ),
    );
  if (before && before.digest !== source.digest)
    throw new Refusal(
      'lot.source',
      `${source.ref} posted something else already. Correct it by a reversal.`,
      'reference',
    );
  return before?.id;
}
