import type { Tx } from 'db/client';
import { policy } from 'db/schema/policies';
import { and, desc, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Policy } from './policy';

/** The records in force on a day, by key. Throws when one is missing: no rule runs without its authority. */
export async function getPolicies<Key extends string>(
  tx: Tx,
  keys: readonly Key[],
  on: string,
): Promise<Record<Key, Policy>> {
  const rows = await tx
    .select()
    .from(policy)
    .where(
      and(
        inArray(policy.key, [...keys]),
        lte(policy.effectiveFrom, on),
        or(isNull(policy.effectiveTo), gte(policy.effectiveTo, on)),
      ),
    )
    .orderBy(desc(policy.version));
  const found: Partial<Record<Key, Policy>> = {};
  for (const row of rows) found[row.key as Key] ??= row;
  for (const key of keys) if (!found[key]) throw new Error(`no policy ${key} is in force on ${on}`);
  return found as Record<Key, Policy>;
}
