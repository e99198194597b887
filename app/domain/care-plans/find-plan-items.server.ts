import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { carePlan, planItem, planRate } from 'db/schema/care-plans';
import { provider } from 'db/schema/providers';
import { serviceDelivered } from 'db/schema/services-delivered';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { recordReadings } from '~/domain/audit/record-readings.server';

export interface PlanItemRecord {
  id: number;
  beneficiaryId: number;
  planVersion: number;
  reviewOn: string;
  service: string;
  unit: string;
  providerId: number;
  providerCode: string;
  planned: number;
  given: number;
  until: string;
}

/** The items of the newest care plan of each beneficiary, with what was given of them and not sent back; each reading is audited. */
export async function findPlanItems(tx: Tx, beneficiaryIds: readonly number[]): Promise<PlanItemRecord[]> {
  if (beneficiaryIds.length === 0) return [];
  const newest = sql`${carePlan.version} = (select max(version) from care_plan c where c.beneficiary_id = ${carePlan.beneficiaryId})`;
  const rows = await tx
    .select({
      id: planItem.id,
      beneficiaryId: planItem.beneficiaryId,
      ref: beneficiary.code,
      planVersion: carePlan.version,
      reviewOn: carePlan.reviewOn,
      service: planItem.service,
      unit: planItem.unit,
      providerId: planItem.providerId,
      providerCode: provider.code,
      planned: planItem.quantity,
      until: planItem.until,
    })
    .from(planItem)
    .innerJoin(carePlan, eq(carePlan.id, planItem.planId))
    .innerJoin(provider, eq(provider.id, planItem.providerId))
    .innerJoin(beneficiary, eq(beneficiary.id, planItem.beneficiaryId))
    .where(and(inArray(planItem.beneficiaryId, [...beneficiaryIds]), newest))
    .orderBy(asc(planItem.beneficiaryId), asc(planItem.position));
  await recordReadings(tx, 'care-plan.read', rows);
  const given = await tx
    .select({ planItemId: serviceDelivered.planItemId, total: sql<number>`sum(${serviceDelivered.quantity})::int` })
    .from(serviceDelivered)
    .where(
      and(
        inArray(serviceDelivered.beneficiaryId, [...beneficiaryIds]),
        eq(serviceDelivered.attendance, 'attended'),
        sql`sec.counts_as_given(${serviceDelivered.id})`,
      ),
    )
    .groupBy(serviceDelivered.planItemId);
  const givenOf = new Map(given.map((row) => [row.planItemId, row.total]));
  return rows.map(({ ref: _ref, ...row }) => ({ ...row, given: givenOf.get(row.id) ?? 0 }));
}

/** The agreed prices of plan items; only those who see the trust's money get any. */
export async function findPlanRates(tx: Tx, planItemIds: readonly number[]) {
  if (planItemIds.length === 0) return [];
  return tx
    .select()
    .from(planRate)
    .where(inArray(planRate.planItemId, [...planItemIds]));
}
