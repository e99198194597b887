import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { courtCase } from 'db/schema/awards';
import { caseConflict } from 'db/schema/restrictions';
import { asc, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

const recorder = alias(person, 'recorder');

/** The parties of the cases that the reader sees, the newest first; `name` is null where only the vault knows it. */
export async function findParties(tx: Tx) {
  return tx
    .select({
      id: caseConflict.id,
      case: courtCase.shortName,
      kind: caseConflict.kind,
      name: person.name,
      recordedBy: recorder.name,
      recordedAt: caseConflict.recordedAt,
    })
    .from(caseConflict)
    .innerJoin(courtCase, eq(courtCase.id, caseConflict.caseId))
    .innerJoin(recorder, eq(recorder.id, caseConflict.recordedBy))
    .leftJoin(person, eq(person.id, caseConflict.personId))
    .orderBy(desc(caseConflict.id));
}

/** The cases in which the reader sees an award. */
export async function findCases(tx: Tx): Promise<{ docket: string; name: string }[]> {
  return tx
    .select({ docket: courtCase.docket, name: courtCase.shortName })
    .from(courtCase)
    .orderBy(asc(courtCase.shortName));
}
