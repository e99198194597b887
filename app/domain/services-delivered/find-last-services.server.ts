import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { serviceDelivered } from 'db/schema/services-delivered';
import { and, desc, eq, inArray, lte } from 'drizzle-orm';
import { recordReadings } from '~/domain/audit/record-readings.server';
import { countsAsGiven } from './counts-as-given.server';

/** The newest service each beneficiary was given by a day, attended and not sent back; each reading is audited. */
export async function findLastServices(tx: Tx, beneficiaryIds: readonly number[], by: string) {
  if (beneficiaryIds.length === 0) return [];
  const last = await tx
    .selectDistinctOn([serviceDelivered.beneficiaryId], {
      beneficiaryId: serviceDelivered.beneficiaryId,
      ref: beneficiary.code,
      service: serviceDelivered.service,
      occurredOn: serviceDelivered.occurredOn,
    })
    .from(serviceDelivered)
    .innerJoin(beneficiary, eq(beneficiary.id, serviceDelivered.beneficiaryId))
    .where(
      and(
        inArray(serviceDelivered.beneficiaryId, [...beneficiaryIds]),
        eq(serviceDelivered.attendance, 'attended'),
        countsAsGiven(serviceDelivered.id),
        lte(serviceDelivered.occurredOn, by),
      ),
    )
    .orderBy(serviceDelivered.beneficiaryId, desc(serviceDelivered.occurredOn), desc(serviceDelivered.id));
  await recordReadings(tx, 'services.read', last);
  return last;
}
