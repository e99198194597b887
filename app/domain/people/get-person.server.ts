import type { Tx } from 'db/client';
import { person, roleGrant } from 'db/schema/access';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';

const giver = alias(person, 'giver');
const ender = alias(person, 'ender');

const grants = (tx: Tx) =>
  tx
    .select({
      id: roleGrant.id,
      personId: roleGrant.personId,
      name: person.name,
      role: roleGrant.role,
      since: roleGrant.grantedAt,
      givenBy: giver.name,
      endedAt: roleGrant.endedAt,
      endedBy: ender.name,
    })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .leftJoin(giver, eq(giver.id, roleGrant.grantedBy))
    .leftJoin(ender, eq(ender.id, roleGrant.endedBy));

/** Why each was given and ended, as far as it is the actor's to know: an administrator's, an auditor's and one's own. */
async function withReasons<G extends { id: number }>(tx: Tx, personId: number, roles: G[]) {
  const { rows } = await tx.execute<{ grant_id: string; reason: string; end_reason: string | null }>(
    sql`select grant_id, reason, end_reason from sec.role_reasons(${personId}::bigint)`,
  );
  const reasons = new Map(rows.map((row) => [Number(row.grant_id), row]));
  return roles.map((role) => ({
    ...role,
    reason: reasons.get(role.id)?.reason ?? '',
    endReason: reasons.get(role.id)?.end_reason ?? null,
  }));
}

/** A person with every role held and ended, oldest first. Throws NotFound; the system's own person is none. */
export async function getPerson(tx: Tx, id: number) {
  const [found] = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(and(eq(person.id, id), ne(person.origin, 'system')));
  if (!found) throw new NotFound();
  const roles = await grants(tx).where(eq(roleGrant.personId, id)).orderBy(asc(roleGrant.id));
  return { ...found, roles: await withReasons(tx, id, roles) };
}

/** One role as it was given. Throws NotFound. */
export async function getRoleGrant(tx: Tx, id: number) {
  const [found] = await grants(tx).where(and(eq(roleGrant.id, id), ne(person.origin, 'system')));
  if (!found) throw new NotFound();
  return found;
}

/** A person for who opens their record: that it was read is audited. Throws NotFound. */
export async function readPerson(tx: Tx, id: number) {
  const found = await getPerson(tx, id);
  await recordReadings(tx, 'person.read', oneRecord(id));
  return found;
}

/** One role for who opens it: it is a part of that person's record. Throws NotFound. */
export async function readRoleGrant(tx: Tx, id: number) {
  const found = await getRoleGrant(tx, id);
  await recordReadings(tx, 'person.read', oneRecord(found.personId));
  return found;
}
