import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { recordReadings } from '../audit/record-readings.server';

export interface Correction {
  note: string;
  by: string;
  at: Date;
}

/**
 * The notes of correction that stand beside a record, the oldest first, for who may know of the request (RA 10173 s.16(d)):
 * none for anybody else. Of a request for money also those beside its payment.
 */
export async function findCorrections(tx: Tx, record: string): Promise<Correction[]> {
  const { rows } = await tx.execute<{ reference: string; child: string; note: string; by: string; at: string }>(sql`
    select r.reference, r.beneficiary_id as child, a.note, w.name as by, a.answered_at as at
      from rights_request r join rights_answer a on a.request_id = r.id and a.note is not null join person w on w.id = a.answered_by
     where r.record = ${record}
        or r.record in (select p.reference from payment p join disbursement d on d.id = p.disbursement_id where d.reference = ${record})
     order by a.id`);
  await recordReadings(
    tx,
    'rights.read',
    rows.map(({ reference, child }) => ({ ref: reference, beneficiaryId: Number(child) })),
  );
  return rows.map(({ note, by, at }) => ({ note, by, at: new Date(at) }));
}
