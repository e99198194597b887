import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { planItem, planRate } from 'db/schema/care-plans';
import { disbursementLine } from 'db/schema/disbursements';
import { provider } from 'db/schema/providers';
import { serviceDelivered } from 'db/schema/services-delivered';
import { subaccount } from 'db/schema/trusts';
import { and, asc, desc, eq, inArray, isNull, notExists } from 'drizzle-orm';
import { recordReadings } from '~/domain/audit/record-readings.server';

const columns = {
  id: serviceDelivered.id,
  reference: serviceDelivered.reference,
  beneficiaryId: serviceDelivered.beneficiaryId,
  beneficiaryCode: beneficiary.code,
  planItemId: serviceDelivered.planItemId,
  service: serviceDelivered.service,
  unit: planItem.unit,
  providerId: serviceDelivered.providerId,
  providerCode: provider.code,
  occurredOn: serviceDelivered.occurredOn,
  quantity: serviceDelivered.quantity,
  minutes: serviceDelivered.minutes,
  attendance: serviceDelivered.attendance,
  loggedBy: serviceDelivered.loggedBy,
  recordedAt: serviceDelivered.recordedAt,
};

function services(tx: Tx) {
  return tx
    .select(columns)
    .from(serviceDelivered)
    .innerJoin(beneficiary, eq(beneficiary.id, serviceDelivered.beneficiaryId))
    .innerJoin(planItem, eq(planItem.id, serviceDelivered.planItemId))
    .innerJoin(provider, eq(provider.id, serviceDelivered.providerId))
    .$dynamic();
}

/** Services that are handed on: that each child's were read is audited. */
async function read<S extends { beneficiaryId: number; beneficiaryCode: string }>(
  tx: Tx,
  found: PromiseLike<S[]>,
): Promise<S[]> {
  const rows = await found;
  await recordReadings(
    tx,
    'services.read',
    rows.map(({ beneficiaryCode, beneficiaryId }) => ({ ref: beneficiaryCode, beneficiaryId })),
  );
  return rows;
}

/** The newest services logged for the beneficiaries the actor may see. */
export async function findRecentServices(tx: Tx, filter: { beneficiaryId?: number; limit?: number } = {}) {
  return read(
    tx,
    services(tx)
      .where(filter.beneficiaryId ? eq(serviceDelivered.beneficiaryId, filter.beneficiaryId) : undefined)
      .orderBy(desc(serviceDelivered.occurredOn), desc(serviceDelivered.id))
      .limit(filter.limit ?? 20),
  );
}

/** What a worker logged, the newest entry first; only of the beneficiaries the worker still has. */
export async function findLoggedServices(tx: Tx, personId: number, limit = 20) {
  return read(
    tx,
    services(tx).where(eq(serviceDelivered.loggedBy, personId)).orderBy(desc(serviceDelivered.id)).limit(limit),
  );
}

/** Services by their references, in that order of day. */
export async function findServices(tx: Tx, references: readonly string[]) {
  if (references.length === 0) return [];
  return read(
    tx,
    services(tx)
      .where(inArray(serviceDelivered.reference, [...references]))
      .orderBy(asc(serviceDelivered.occurredOn), asc(serviceDelivered.id)),
  );
}

/** The services a request pays for. */
export async function findServicesOf(tx: Tx, disbursementId: number) {
  const lines = await tx
    .select({ id: disbursementLine.serviceDeliveredId })
    .from(disbursementLine)
    .where(eq(disbursementLine.disbursementId, disbursementId));
  if (lines.length === 0) return [];
  return read(
    tx,
    services(tx)
      .where(
        inArray(
          serviceDelivered.id,
          lines.map((line) => line.id),
        ),
      )
      .orderBy(asc(serviceDelivered.occurredOn), asc(serviceDelivered.id)),
  );
}

/** Services of a trust's beneficiaries that were attended and that no living request claims, oldest first, with the agreed price. */
export async function findUnpaidServices(tx: Tx, trustId: number) {
  const claimed = tx
    .select({ id: disbursementLine.id })
    .from(disbursementLine)
    .where(and(eq(disbursementLine.serviceDeliveredId, serviceDelivered.id), isNull(disbursementLine.releasedAt)));
  return read(
    tx,
    tx
      .select({ ...columns, unitPrice: planRate.unitPrice, currency: planRate.currency })
      .from(serviceDelivered)
      .innerJoin(
        subaccount,
        and(eq(subaccount.beneficiaryId, serviceDelivered.beneficiaryId), eq(subaccount.trustId, trustId)),
      )
      .innerJoin(beneficiary, eq(beneficiary.id, serviceDelivered.beneficiaryId))
      .innerJoin(planItem, eq(planItem.id, serviceDelivered.planItemId))
      .innerJoin(provider, eq(provider.id, serviceDelivered.providerId))
      .leftJoin(planRate, eq(planRate.planItemId, serviceDelivered.planItemId))
      .where(and(eq(serviceDelivered.attendance, 'attended'), notExists(claimed)))
      .orderBy(asc(beneficiary.code), asc(serviceDelivered.occurredOn), asc(serviceDelivered.id)),
  );
}
