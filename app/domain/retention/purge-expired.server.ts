import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getPolicies } from '../policies/get-policies.server';
import { policyText } from '../policies/policy';

export interface Purged {
  record: 'session' | 'device' | 'try';
  gone: number;
}

/** Deletes what is technical and whose days are over (RT-9 to RT-11); counted in the trail. Throws 42501 for anybody but the operator. */
export async function purgeExpired(tx: Tx, today: string): Promise<Purged[]> {
  const rules = await getPolicies(tx, ['RT-9', 'RT-10', 'RT-11'], today);
  const days = (key: keyof typeof rules) => Number(policyText(rules[key], 'days'));
  const { rows } = await tx.execute<{ record: Purged['record']; gone: number }>(
    sql`select what as record, gone from sec.purge_expired(${days('RT-9')}, ${days('RT-10')}, ${days('RT-11')})`,
  );
  const purged = rows.map(({ record, gone }) => ({ record, gone }));
  if (purged.some(({ gone }) => gone > 0))
    await recordAuditEvent(tx, {
      action: 'retention.purged',
      recordType: 'retention',
      recordRef: 'technical',
      facts: Object.fromEntries(purged.map(({ record, gone }) => [record, String(gone)])),
    });
  return purged;
}
