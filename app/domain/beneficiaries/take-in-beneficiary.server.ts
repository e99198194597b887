import { randomInt } from 'node:crypto';
import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { shuffledCodes } from './beneficiary-code';

/**
 * Takes a child in under a code that nobody has had, drawn from all there are; a caseworker who does so is assigned to the
 * child from today. Throws RV012 for any other role than caseworker and operator, BC001 when no code is left.
 */
export async function takeInBeneficiary(tx: Tx): Promise<{ id: number; code: string }> {
  const codes = shuffledCodes(randomInt);
  const { rows } = await tx.execute<{ id: string; code: string }>(
    sql`select beneficiary_id as id, code from take_in_beneficiary(${sql.param(codes)}::text[])`,
  );
  const [taken] = rows;
  if (!taken) throw new Error('take_in_beneficiary() answered nothing');
  return { id: Number(taken.id), code: taken.code };
}
