import type { Tx } from 'db/client';
import { policy } from 'db/schema/policies';
import { and, desc, gte, isNull, like, lte, or, sql } from 'drizzle-orm';
import { byCode, recordReadings } from '../audit/record-readings.server';
import { type RetentionRule, retentionRule } from './retention';

/** The schedule as it is in force on a day, in the order of its numbers. */
export async function findRetentionRules(tx: Tx, on: string): Promise<RetentionRule[]> {
  const rows = await tx
    .select()
    .from(policy)
    .where(
      and(
        like(policy.key, 'RT-%'),
        lte(policy.effectiveFrom, on),
        or(isNull(policy.effectiveTo), gte(policy.effectiveTo, on)),
      ),
    )
    .orderBy(desc(policy.version));
  const newest = new Map<string, RetentionRule>();
  for (const row of rows) if (!newest.has(row.key)) newest.set(row.key, retentionRule(row));
  const number = ({ key }: RetentionRule) => Number(key.slice('RT-'.length));
  return [...newest.values()].sort((a, b) => number(a) - number(b));
}

export interface KeptIdentity {
  code: string;
  /** The law that keeps it longest, and the first day on which it does not; null where nothing is counted yet. */
  rule: string | null;
  until: string | null;
  held: boolean;
  /** The code of the refusal that an erasure would meet today. */
  obstacle: string | null;
  state: 'erased' | 'held' | 'due' | 'kept';
}

/** The identities of the children that the actor sees, and until when each has to stay; whose were seen is audited. */
export async function findKeptIdentities(tx: Tx): Promise<KeptIdentity[]> {
  const { rows } = await tx.execute<Omit<KeptIdentity, 'state'> & { erased: boolean } & Record<string, unknown>>(
    sql`select code, rule, until::text as until, held, obstacle, erased from identities_kept()`,
  );
  await recordReadings(tx, 'beneficiary.listed', byCode(rows.map(({ code }) => code)));
  return rows.map(({ code, rule, until, held, obstacle, erased }) => ({
    ...{ code, rule, until, held, obstacle },
    state: erased ? 'erased' : held ? 'held' : obstacle === null && until !== null ? 'due' : 'kept',
  }));
}
