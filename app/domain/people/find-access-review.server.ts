import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import type { Role } from '~/access/roles';
import { oneRecord, recordReadings } from '../audit/record-readings.server';

/** A role somebody holds, as its review of this quarter stands. */
export interface RoleToReview {
  grantId: number;
  personId: number;
  name: string;
  role: Role;
  since: Date;
  givenBy: string | null;
  /** When they were last here, since they hold it; null where they never were. */
  lastUsed: Date | null;
  dueOn: string;
  overdue: boolean;
  decision: 'confirmed' | null;
  reason: string | null;
  decidedBy: string | null;
}

/** Every role held now, those that wait for their review first. Nothing for whoever reviews none. */
export async function findAccessReview(tx: Tx): Promise<RoleToReview[]> {
  const { rows } = await tx.execute<Record<string, string | null>>(
    sql`select r.*, r.due_on::text as due, (r.decision is null and r.due_on < legal_today())::text as late from sec.access_review() r`,
  );
  const moment = (text: string | null | undefined) => (text ? new Date(text) : null);
  return rows.map((row) => ({
    grantId: Number(row.grant_id),
    personId: Number(row.person_id),
    name: row.name as string,
    role: row.role as Role,
    since: moment(row.since) as Date,
    givenBy: row.given_by ?? null,
    lastUsed: moment(row.last_used),
    dueOn: row.due as string,
    overdue: row.late === 'true',
    decision: (row.decision ?? null) as RoleToReview['decision'],
    reason: row.reason ?? null,
    decidedBy: row.decided_by ?? null,
  }));
}

/** One role's review. Throws NotFound. */
export async function getRoleToReview(tx: Tx, grantId: number): Promise<RoleToReview> {
  const found = (await findAccessReview(tx)).find((row) => row.grantId === grantId);
  if (!found) throw new NotFound();
  return found;
}

/** The same for who opens it: it is a part of that person's record. Throws NotFound. */
export async function readRoleToReview(tx: Tx, grantId: number): Promise<RoleToReview> {
  const found = await getRoleToReview(tx, grantId);
  await recordReadings(tx, 'person.read', oneRecord(found.personId));
  return found;
}

/** How many reviews are overdue that the actor may decide: none of one's own. */
export async function countRolesToReview(tx: Tx, actor: Actor): Promise<number> {
  return (await findAccessReview(tx)).filter((row) => row.overdue && row.personId !== actor.personId).length;
}
