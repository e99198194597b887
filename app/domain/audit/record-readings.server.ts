import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

export type Reading =
  | 'beneficiary.read'
  | 'care-plan.read'
  | 'services.read'
  | 'books-summary.read'
  | 'reveal.read'
  | 'erasure.read'
  | 'legal-hold.read'
  | 'rights.read'
  | 'trail.read';

/** A record of a child, by its code: the child's own, or a reveal about the child. */
export interface ReadRecord {
  ref: string;
  /** Null where the record is of no one child. */
  beneficiaryId: number | null;
}

/** Of the readings that are not of the child's own record: of what. */
const RECORD_TYPES: Partial<Record<Reading, string>> = {
  'reveal.read': 'reveal',
  'erasure.read': 'erasure',
  'legal-hold.read': 'legal_hold',
  'rights.read': 'rights_request',
  'trail.read': 'trail',
};

/** The trail, as what is read: no child's, and one. */
export const TRAIL: readonly ReadRecord[] = [{ ref: 'audit', beneficiaryId: null }];

/**
 * Writes that records of children were read, in the transaction that reads them: once a record and request. What reads rows of
 * a child calls it itself, so that no screen can forget. A code beside an amount is a line of a book, and no child's record.
 */
export async function recordReadings(tx: Tx, reading: Reading, records: readonly ReadRecord[]): Promise<void> {
  if (records.length === 0) return;
  const type = RECORD_TYPES[reading] ?? 'beneficiary';
  await tx.execute(sql`select record_readings(${reading}, ${type}, ${sql.param(records.map(({ ref }) => ref))}::text[],
    ${sql.param(records.map(({ beneficiaryId }) => beneficiaryId))}::bigint[])`);
}
