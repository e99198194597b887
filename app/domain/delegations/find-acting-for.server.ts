import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Power } from './delegation';

/** For whom the actor acts in a trust today, or null where it is in their own right or not at all. */
export async function findActingFor(tx: Tx, trustId: number) {
  const [row] = (
    await tx.execute<{ id: string; delegator_id: string; name: string; powers: Power[]; until: string }>(
      sql`select d.id, d.delegator_id, p.name, d.powers, d.ends_on::text as until
            from sec.my_delegations() d join person p on p.id = d.delegator_id where d.trust_id = ${trustId}`,
    )
  ).rows;
  if (!row) return null;
  return { delegatorId: Number(row.delegator_id), name: row.name, powers: row.powers, until: row.until };
}
export type ActingFor = NonNullable<Awaited<ReturnType<typeof findActingFor>>>;

/** For whom the actor stands in today, for the head of each page. */
export async function findStandingIn(tx: Tx): Promise<Array<{ name: string; trustCode: string | null }>> {
  const { rows } = await tx.execute<{ name: string; code: string | null }>(
    sql`select p.name, t.code from sec.my_delegations() d join person p on p.id = d.delegator_id left join trust t on t.id = d.trust_id order by d.id`,
  );
  return rows.map(({ name, code }) => ({ name, trustCode: code }));
}
