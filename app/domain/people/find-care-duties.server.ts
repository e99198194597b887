import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { byCode, oneRecord, recordReadings } from '../audit/record-readings.server';

export interface CareDuty {
  kind: 'assignment' | 'supervision' | 'seat';
  id: number;
  person: string;
  /** Of an assignment, the child's code; of a supervision, the caseworker; of a court's seat, the docket. */
  of: string;
  startsOn: string;
  /** The last day, where one was set. */
  endsOn: string | null;
  /** Null for what was laid down with the installation. */
  givenBy: string | null;
  reason: string;
}

/** The duties that stand or will, for who keeps them: nothing for anybody else. */
export async function findCareDuties(tx: Tx): Promise<CareDuty[]> {
  const { rows } = await tx.execute<Record<string, string | null>>(
    sql`select kind, id, person, of, starts_on::text, ends_on::text, given_by, reason from sec.care_duties()`,
  );
  return rows.map((row) => ({
    kind: row.kind as CareDuty['kind'],
    id: Number(row.id),
    person: row.person as string,
    of: row.of as string,
    startsOn: row.starts_on as string,
    endsOn: row.ends_on ?? null,
    givenBy: row.given_by ?? null,
    reason: row.reason ?? '',
  }));
}

/** The same as a list that names children: whose codes were seen is audited. */
export async function readCareDuties(tx: Tx): Promise<CareDuty[]> {
  const duties = await findCareDuties(tx);
  const codes = duties.filter(({ kind }) => kind === 'assignment').map(({ of }) => of);
  await recordReadings(tx, 'beneficiary.listed', byCode([...new Set(codes)]));
  return duties;
}

/** The dockets that a court's account can be seated at, for who seats: nothing for anybody else. */
export async function findDockets(tx: Tx): Promise<{ docket: string; court: string }[]> {
  const { rows } = await tx.execute<{ docket: string; court: string }>(sql`select docket, court from sec.dockets()`);
  return rows;
}

/** One duty that is not over; that it was read, and of an assignment the child's code, is audited. Throws NotFound. */
export async function getCareDuty(tx: Tx, kind: CareDuty['kind'], id: number): Promise<CareDuty> {
  const found = (await findCareDuties(tx)).find((duty) => duty.kind === kind && duty.id === id);
  if (!found) throw new NotFound();
  if (kind === 'supervision') await recordReadings(tx, 'supervision.read', oneRecord(id));
  if (kind === 'seat') await recordReadings(tx, 'court-seat.read', oneRecord(id));
  if (kind === 'assignment') {
    await recordReadings(tx, 'assignment.read', oneRecord(id));
    await recordReadings(tx, 'beneficiary.listed', byCode([found.of]));
  }
  return found;
}
