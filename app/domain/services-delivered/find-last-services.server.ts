import type { Tx } from 'db/client';
import { serviceDelivered } from 'db/schema/services-delivered';
import { and, desc, eq, inArray, lte } from 'drizzle-orm';

/** The newest service each beneficiary was given by a day, attended. */
export async function findLastServices(tx: Tx, beneficiaryIds: readonly number[], by: string) {
  if (beneficiaryIds.length === 0) return [];
  return tx
    .selectDistinctOn([serviceDelivered.beneficiaryId], {
      beneficiaryId: serviceDelivered.beneficiaryId,
      service: serviceDelivered.service,
      occurredOn: serviceDelivered.occurredOn,
    })
    .from(serviceDelivered)
    .where(
      and(
        inArray(serviceDelivered.beneficiaryId, [...beneficiaryIds]),
        eq(serviceDelivered.attendance, 'attended'),
        lte(serviceDelivered.occurredOn, by),
      ),
    )
    .orderBy(serviceDelivered.beneficiaryId, desc(serviceDelivered.occurredOn), desc(serviceDelivered.id));
}
