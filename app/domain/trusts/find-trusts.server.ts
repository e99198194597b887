import type { Tx } from 'db/client';
import { trust } from 'db/schema/trusts';
import { asc } from 'drizzle-orm';

/** The trusts the actor may see, by code. */
export async function findTrusts(tx: Tx): Promise<Array<{ id: number; code: string; docket: string }>> {
  return tx.select({ id: trust.id, code: trust.code, docket: trust.docket }).from(trust).orderBy(asc(trust.code));
}
