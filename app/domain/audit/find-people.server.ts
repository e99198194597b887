import type { Tx } from 'db/client';
import { person, roleGrant } from 'db/schema/access';
import { and, asc, eq, isNull } from 'drizzle-orm';

export interface PersonRecord {
  id: number;
  name: string;
  /** Held now. */
  roles: Array<typeof roleGrant.$inferSelect.role>;
}

/** The people of this installation by name, each with the roles held now. No email: the application's role reads none. */
export async function findPeople(tx: Tx): Promise<PersonRecord[]> {
  const rows = await tx
    .select({ id: person.id, name: person.name, role: roleGrant.role })
    .from(person)
    .leftJoin(roleGrant, and(eq(roleGrant.personId, person.id), isNull(roleGrant.endedAt)))
    .orderBy(asc(person.name), asc(person.id), asc(roleGrant.role));
  const people = new Map<number, PersonRecord>();
  for (const { role, ...row } of rows) {
    const known = people.get(row.id) ?? { ...row, roles: [] };
    people.set(row.id, role ? { ...known, roles: [...known.roles, role] } : known);
  }
  return [...people.values()];
}
