import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { asc, eq } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';

/** A beneficiary by code. Throws NotFound for an unknown code and for one not assigned to the actor alike. */
export async function getBeneficiary(tx: Tx, code: string): Promise<{ id: number; code: string }> {
  const [row] = await tx
    .select({ id: beneficiary.id, code: beneficiary.code })
    .from(beneficiary)
    .where(eq(beneficiary.code, code));
  if (!row) throw new NotFound();
  return row;
}

/** The beneficiaries the actor may see, by code. */
export async function findBeneficiaries(tx: Tx): Promise<Array<{ id: number; code: string }>> {
  return tx.select({ id: beneficiary.id, code: beneficiary.code }).from(beneficiary).orderBy(asc(beneficiary.code));
}
