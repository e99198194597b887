import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { beneficiary, caseAssignment } from 'db/schema/beneficiaries';
import { asc, eq, isNull } from 'drizzle-orm';

/** Who of the team looks after which child now, by the worker's name; row security says whose team. */
export async function findCaseload(tx: Tx): Promise<Array<{ worker: string; code: string; beneficiaryId: number }>> {
  return tx
    .select({ worker: person.name, code: beneficiary.code, beneficiaryId: beneficiary.id })
    .from(caseAssignment)
    .innerJoin(person, eq(person.id, caseAssignment.personId))
    .innerJoin(beneficiary, eq(beneficiary.id, caseAssignment.beneficiaryId))
    .where(isNull(caseAssignment.endedAt))
    .orderBy(asc(person.name), asc(beneficiary.code));
}
