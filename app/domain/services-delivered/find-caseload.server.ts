import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { beneficiary, caseAssignment } from 'db/schema/beneficiaries';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';

/** Who of the team looks after which child now, by the worker's name; whoever else stands for the child is not of the team. */
export async function findCaseload(tx: Tx): Promise<Array<{ worker: string; code: string; beneficiaryId: number }>> {
  return tx
    .select({ worker: person.name, code: beneficiary.code, beneficiaryId: beneficiary.id })
    .from(caseAssignment)
    .innerJoin(person, eq(person.id, caseAssignment.personId))
    .innerJoin(beneficiary, eq(beneficiary.id, caseAssignment.beneficiaryId))
    .where(
      and(
        isNull(caseAssignment.endedAt),
        sql`${caseAssignment.personId} = any(sec.team_workers())`,
        sql`legal_today() between ${caseAssignment.startsOn} and coalesce(${caseAssignment.endsOn}, 'infinity')`,
      ),
    )
    .orderBy(asc(person.name), asc(beneficiary.code));
}
