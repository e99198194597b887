import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

export type Reading =
  | 'beneficiary.read'
  | 'beneficiary.listed'
  | 'care-plan.read'
  | 'services.read'
  | 'books-summary.read'
  | 'reveal.read'
  | 'erasure.read'
  | 'legal-hold.read'
  | 'rights.read'
  | 'service.read'
  | 'disbursement.read'
  | 'receipt.read'
  | 'trust.read'
  | 'entry.read'
  | 'accounting.read'
  | 'incident.read'
  | 'provider.read'
  | 'person.read'
  | 'assignment.read'
  | 'supervision.read'
  | 'court-seat.read'
  | 'trustee-term.read'
  | 'delegation.read'
  | 'trail.read';

/** A record by its code: a child's own, or one that concerns a child or a trust. */
export interface ReadRecord {
  ref: string;
  /** Null where the record is of no one child. */
  beneficiaryId: number | null;
  /** Whose readers see in the trail that it was read; without it, the child's first trust. */
  trustId?: number | undefined;
}

/** Of the readings that are not of the child's own record: of what. */
const RECORD_TYPES: Partial<Record<Reading, string>> = {
  'reveal.read': 'reveal',
  'erasure.read': 'erasure',
  'legal-hold.read': 'legal_hold',
  'rights.read': 'rights_request',
  'service.read': 'service',
  'disbursement.read': 'disbursement',
  'receipt.read': 'receipt',
  'trust.read': 'trust',
  'entry.read': 'entry',
  'accounting.read': 'accounting',
  'incident.read': 'incident',
  'provider.read': 'provider',
  'person.read': 'person',
  'assignment.read': 'assignment',
  'supervision.read': 'supervision',
  'court-seat.read': 'court_seat',
  'trustee-term.read': 'trustee-term',
  'delegation.read': 'delegation',
  'trail.read': 'trail',
};

/** The trail, as what is read: no child's, and one. */
export const TRAIL: readonly ReadRecord[] = [{ ref: 'audit', beneficiaryId: null }];

/** One record that is of no one child; `trustId` where it is a trust's. */
export const oneRecord = (ref: string | number, trustId?: number): readonly ReadRecord[] => [
  { ref: String(ref), beneficiaryId: null, trustId },
];

/** Children as a page names them, by their codes alone: the database finds whose they are. */
export const byCode = (codes: readonly string[]): readonly ReadRecord[] =>
  codes.map((ref) => ({ ref, beneficiaryId: null }));

/**
 * Writes that records were read, in the transaction that reads them: once a record and request, all of a page at one go. What
 * reads rows of a child calls it itself, so that no screen can forget. A page that shows codes beside amounts or duties writes
 * 'beneficiary.listed' for each child on it, an event a child and not one with a list: so that each child's history says who
 * saw the code, and nobody who may read one child's history reads another's code there.
 */
export async function recordReadings(tx: Tx, reading: Reading, records: readonly ReadRecord[]): Promise<void> {
  if (records.length === 0) return;
  const type = RECORD_TYPES[reading] ?? 'beneficiary';
  await tx.execute(sql`select record_readings(${reading}, ${type}, ${sql.param(records.map(({ ref }) => ref))}::text[],
    ${sql.param(records.map(({ beneficiaryId }) => beneficiaryId))}::bigint[], ${sql.param(records.map(({ trustId }) => trustId ?? null))}::bigint[])`);
}
