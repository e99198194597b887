import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { asc, inArray } from 'drizzle-orm';

/** The names of trustees, by name. */
export async function findTrusteeNames(tx: Tx, personIds: readonly number[]) {
  if (personIds.length === 0) return [];
  return tx
    .select({ personId: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [...personIds]))
    .orderBy(asc(person.name));
}
