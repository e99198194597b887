import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { courtCase } from 'db/schema/awards';
import { caseConflict, caseConflictAgreement } from 'db/schema/restrictions';
import { asc, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

const recorder = alias(person, 'recorder');
const second = alias(person, 'second');

/**
 * The parties of the cases that the reader sees, the newest first. Of one with an account here `name` is known, and who agreed,
 * if anybody did yet; any other's the vault alone knows.
 */
export async function findParties(tx: Tx) {
  return tx
    .select({
      id: caseConflict.id,
      case: courtCase.shortName,
      kind: caseConflict.kind,
      name: person.name,
      personId: caseConflict.personId,
      recordedById: caseConflict.recordedBy,
      recordedBy: recorder.name,
      agreedBy: second.name,
      recordedAt: caseConflict.recordedAt,
    })
    .from(caseConflict)
    .innerJoin(courtCase, eq(courtCase.id, caseConflict.caseId))
    .innerJoin(recorder, eq(recorder.id, caseConflict.recordedBy))
    .leftJoin(person, eq(person.id, caseConflict.personId))
    .leftJoin(caseConflictAgreement, eq(caseConflictAgreement.conflictId, caseConflict.id))
    .leftJoin(second, eq(second.id, caseConflictAgreement.agreedBy))
    .orderBy(desc(caseConflict.id));
}

/** The cases in which the reader sees an award. */
export async function findCases(tx: Tx): Promise<{ docket: string; name: string }[]> {
  return tx
    .select({ docket: courtCase.docket, name: courtCase.shortName })
    .from(courtCase)
    .orderBy(asc(courtCase.shortName));
}
