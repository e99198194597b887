import type { Tx } from 'db/client';
import { person, roleGrant } from 'db/schema/access';
import { and, asc, eq, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';

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
      reason: roleGrant.reason,
      endedAt: roleGrant.endedAt,
      endedBy: ender.name,
      endReason: roleGrant.endReason,
    })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .leftJoin(giver, eq(giver.id, roleGrant.grantedBy))
    .leftJoin(ender, eq(ender.id, roleGrant.endedBy));

/** A person with every role held and ended, oldest first. Throws NotFound; the system's own person is none. */
export async function getPerson(tx: Tx, id: number) {
  const [found] = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(and(eq(person.id, id), ne(person.origin, 'system')));
  if (!found) throw new NotFound();
  return { ...found, roles: await grants(tx).where(eq(roleGrant.personId, id)).orderBy(asc(roleGrant.id)) };
}

/** One role as it was given. Throws NotFound. */
export async function getRoleGrant(tx: Tx, id: number) {
  const [found] = await grants(tx).where(and(eq(roleGrant.id, id), ne(person.origin, 'system')));
  if (!found) throw new NotFound();
  return found;
}
