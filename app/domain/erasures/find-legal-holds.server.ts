import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { recordReadings } from '../audit/record-readings.server';

export interface LegalHold {
  reference: string;
  code: string;
  matter: string;
  reason: string;
  placedBy: string;
  placedAt: Date;
  lifted: { by: string; at: Date; reason: string } | null;
}

interface Row extends Record<string, unknown> {
  reference: string;
  beneficiary_id: string;
  code: string;
  matter: string;
  reason: string;
  placer: string;
  placed_at: string;
  lifter: string | null;
  lifted_at: string | null;
  lift_reason: string | null;
}

const MOST = 100;

/** The holds on children that the actor may see, newest first. */
export const findLegalHolds = (tx: Tx): Promise<LegalHold[]> => select(tx, sql`true`);

/** Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getLegalHold(tx: Tx, reference: string): Promise<LegalHold> {
  const [found] = await select(tx, sql`h.reference = ${reference}`);
  if (!found) throw new NotFound();
  return found;
}

async function select(tx: Tx, where: ReturnType<typeof sql>): Promise<LegalHold[]> {
  const { rows } = await tx.execute<Row>(sql`
    select h.reference, h.beneficiary_id, b.code, h.matter, h.reason, p.name as placer, h.placed_at, w.name as lifter, l.lifted_at, l.reason as lift_reason
      from legal_hold h
      join beneficiary b on b.id = h.beneficiary_id
      join person p on p.id = h.placed_by
      left join legal_hold_lifting l on l.hold_id = h.id
      left join person w on w.id = l.lifted_by
     where ${where}
     order by h.id desc limit ${MOST}`);
  const read = rows.map(({ reference, beneficiary_id }) => ({ ref: reference, beneficiaryId: Number(beneficiary_id) }));
  await recordReadings(tx, 'legal-hold.read', read);
  return rows.map((row) => ({
    reference: row.reference,
    code: row.code,
    matter: row.matter,
    reason: row.reason,
    placedBy: row.placer,
    placedAt: new Date(row.placed_at),
    lifted:
      (row.lifted_at && {
        by: row.lifter ?? '',
        at: new Date(row.lifted_at),
        reason: row.lift_reason ?? '',
      }) ||
      null,
  }));
}
