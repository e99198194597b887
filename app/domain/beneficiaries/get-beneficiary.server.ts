import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { asc, eq, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { byCode, recordReadings } from '~/domain/audit/record-readings.server';

/** A beneficiary by code; that the record was opened is audited. Throws NotFound for an unknown code and for one not assigned to the actor alike. */
export async function getBeneficiary(tx: Tx, code: string): Promise<{ id: number; code: string }> {
  const [row] = await tx
    .select({ id: beneficiary.id, code: beneficiary.code })
    .from(beneficiary)
    .where(eq(beneficiary.code, code));
  if (!row) throw new NotFound();
  await recordReadings(tx, 'beneficiary.read', [{ ref: row.code, beneficiaryId: row.id }]);
  return row;
}

/** The codes of the beneficiaries the actor may see: a list to choose from, and nothing of their records; whose were seen is audited. */
export async function findBeneficiaries(tx: Tx): Promise<Array<{ id: number; code: string }>> {
  return listed(
    tx,
    tx.select({ id: beneficiary.id, code: beneficiary.code }).from(beneficiary).orderBy(asc(beneficiary.code)),
  );
}

async function listed<C extends { code: string }>(tx: Tx, found: PromiseLike<C[]>): Promise<C[]> {
  const children = await found;
  await recordReadings(tx, 'beneficiary.listed', byCode(children.map(({ code }) => code)));
  return children;
}

/** The codes of those who are assigned to the actor today: a guardian ad litem may read other children's books as a trustee. */
export async function findAssignedBeneficiaries(tx: Tx): Promise<Array<{ id: number; code: string }>> {
  return listed(
    tx,
    tx
      .select({ id: beneficiary.id, code: beneficiary.code })
      .from(beneficiary)
      .where(sql`${beneficiary.id} = any((select sec.assigned_beneficiaries())::bigint[])`)
      .orderBy(asc(beneficiary.code)),
  );
}

/** Whether a child is assigned to the actor today. */
export async function isAssigned(tx: Tx, beneficiaryId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ assigned: boolean }>(
    sql`select ${beneficiaryId}::bigint = any((select sec.assigned_beneficiaries())::bigint[]) as assigned`,
  );
  return rows[0]?.assigned ?? false;
}
