import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { beneficiary } from 'db/schema/beneficiaries';
import { recordRestriction, recordRestrictionLifting, recordRestrictionPerson } from 'db/schema/restrictions';
import { trust } from 'db/schema/trusts';
import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';

/** The restrictions the reader may know of, the newest first: those that name them, and for an auditor all. */
export async function findRestrictions(tx: Tx) {
  const rows = await tx
    .select({
      id: recordRestriction.id,
      type: recordRestriction.recordType,
      code: sql<string | null>`coalesce(${trust.code}, ${beneficiary.code})`,
      reason: recordRestriction.reason,
      untilOn: recordRestriction.untilOn,
      markedBy: person.name,
      markedAt: recordRestriction.markedAt,
      liftedAt: recordRestrictionLifting.liftedAt,
      stands: sql<boolean>`sec.stands(${recordRestriction.id})`,
      named: sql<boolean>`sec.is_named(${recordRestriction.id})`,
    })
    .from(recordRestriction)
    .innerJoin(person, eq(person.id, recordRestriction.markedBy))
    .leftJoin(trust, eq(trust.id, recordRestriction.trustId))
    .leftJoin(beneficiary, eq(beneficiary.id, recordRestriction.beneficiaryId))
    .leftJoin(recordRestrictionLifting, eq(recordRestrictionLifting.restrictionId, recordRestriction.id))
    .orderBy(desc(recordRestriction.id));
  if (rows.length === 0) return [];
  const people = await tx
    .select({ restrictionId: recordRestrictionPerson.restrictionId, name: person.name })
    .from(recordRestrictionPerson)
    .innerJoin(person, eq(person.id, recordRestrictionPerson.personId))
    .where(
      inArray(
        recordRestrictionPerson.restrictionId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(person.name));
  return rows.map((row) => ({
    ...row,
    people: people.filter((item) => item.restrictionId === row.id).map((item) => item.name),
  }));
}

/** One restriction. Throws NotFound. */
export async function getRestriction(tx: Tx, id: number) {
  const found = (await findRestrictions(tx)).find((row) => row.id === id);
  if (!found) throw new NotFound();
  return found;
}
