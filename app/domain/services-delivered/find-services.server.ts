import type { Tx } from 'db/client';
import { beneficiary } from 'db/schema/beneficiaries';
import { planItem, planRate } from 'db/schema/care-plans';
import { disbursementLine } from 'db/schema/disbursements';
import { provider } from 'db/schema/providers';
import { serviceDelivered } from 'db/schema/services-delivered';
import { subaccount } from 'db/schema/trusts';
import { and, asc, desc, eq, inArray, isNull, not, notExists } from 'drizzle-orm';
import type { SelectedFields } from 'drizzle-orm/pg-core';
import { recordReadings } from '~/domain/audit/record-readings.server';
import { countsAsGiven } from './counts-as-given.server';

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

/** Services with what every list says of them, and what one list says besides. */
export function servicesBy<More extends SelectedFields>(tx: Tx, more: More) {
  return tx
    .select({ ...columns, ...more })
    .from(serviceDelivered)
    .innerJoin(beneficiary, eq(beneficiary.id, serviceDelivered.beneficiaryId))
    .innerJoin(planItem, eq(planItem.id, serviceDelivered.planItemId))
    .innerJoin(provider, eq(provider.id, serviceDelivered.providerId))
    .$dynamic();
}

const services = (tx: Tx) => servicesBy(tx, {});

/** Services that are handed on: that each child's were read is audited. */
export async function readServices<S extends { beneficiaryId: number; beneficiaryCode: string }>(
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
  return readServices(
    tx,
    services(tx)
      .where(filter.beneficiaryId ? eq(serviceDelivered.beneficiaryId, filter.beneficiaryId) : undefined)
      .orderBy(desc(serviceDelivered.occurredOn), desc(serviceDelivered.id))
      .limit(filter.limit ?? 20),
  );
}

/** What a worker logged, the newest entry first; only of the beneficiaries the worker still has. */
export async function findLoggedServices(tx: Tx, personId: number, limit = 20) {
  return readServices(
    tx,
    services(tx).where(eq(serviceDelivered.loggedBy, personId)).orderBy(desc(serviceDelivered.id)).limit(limit),
  );
}

/** Of these references, those of services that a supervisor sent back. */
export async function findSentBackAmong(tx: Tx, references: readonly string[]): Promise<string[]> {
  if (references.length === 0) return [];
  const rows = await readServices(
    tx,
    services(tx).where(
      and(inArray(serviceDelivered.reference, [...references]), not(countsAsGiven(serviceDelivered.id))),
    ),
  );
  return rows.map(({ reference }) => reference);
}

/** The services a request pays for. */
export async function findServicesOf(tx: Tx, disbursementId: number) {
  const lines = await tx
    .select({ id: disbursementLine.serviceDeliveredId })
    .from(disbursementLine)
    .where(eq(disbursementLine.disbursementId, disbursementId));
  if (lines.length === 0) return [];
  return readServices(
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

/** Services of a trust's beneficiaries that were attended, that nobody sent back and that no living request claims, oldest first, with the agreed price. */
export async function findUnpaidServices(tx: Tx, trustId: number) {
  const claimed = tx
    .select({ id: disbursementLine.id })
    .from(disbursementLine)
    .where(and(eq(disbursementLine.serviceDeliveredId, serviceDelivered.id), isNull(disbursementLine.releasedAt)));
  return readServices(
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
      .where(and(eq(serviceDelivered.attendance, 'attended'), countsAsGiven(serviceDelivered.id), notExists(claimed)))
      .orderBy(asc(beneficiary.code), asc(serviceDelivered.occurredOn), asc(serviceDelivered.id)),
  );
}
