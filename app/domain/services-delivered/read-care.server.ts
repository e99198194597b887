import type { Tx } from 'db/client';
import { serviceDelivered, serviceNote, serviceReview, serviceWithdrawal } from 'db/schema/services-delivered';
import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Actor, demand } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { getBeneficiary, isAssigned } from '../beneficiaries/get-beneficiary.server';
import { findPlanItems } from '../care-plans/find-plan-items.server';
import { readServices, servicesBy } from './find-services.server';

const correction = alias(serviceDelivered, 'correction');

/** A place in the order of days and, within a day, of entries: "2026-12-31.27". */
export interface ServiceKey {
  day: string;
  id: number;
}

/** Of services on one page. */
export const CARE_PAGE = 20;

/**
 * The care of a child that the actor speaks for: the newest plan with what was given of it, and the services, the newest
 * first, with their notes and what a supervisor said. The opening of the record, the plan and the services are audited.
 * Throws NotFound for an unknown code and for a child who is not assigned to the actor today alike.
 */
export async function readCare(tx: Tx, actor: Actor, code: string, before?: ServiceKey) {
  demand(actor, 'care.read');
  const child = await getBeneficiary(tx, code);
  // A guardian ad litem may read other children's services as a trustee, without notes: this page is of those they speak for.
  if (!(await isAssigned(tx, child.id))) throw new NotFound();
  const rows = await readServices(
    tx,
    servicesBy(tx, {
      note: serviceNote.note,
      decision: serviceReview.decision,
      reason: serviceReview.reason,
      withdrawnAt: serviceWithdrawal.withdrawnAt,
      correctedBy: correction.reference,
    })
      .leftJoin(serviceNote, eq(serviceNote.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(serviceReview, eq(serviceReview.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(serviceWithdrawal, eq(serviceWithdrawal.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(correction, eq(correction.replacesId, serviceDelivered.id))
      .where(
        and(
          eq(serviceDelivered.beneficiaryId, child.id),
          before &&
            sql`(${serviceDelivered.occurredOn}, ${serviceDelivered.id}) < (${before.day}::date, ${before.id}::bigint)`,
        ),
      )
      .orderBy(desc(serviceDelivered.occurredOn), desc(serviceDelivered.id))
      .limit(CARE_PAGE + 1),
  );
  return {
    plan: await findPlanItems(tx, [child.id]),
    services: rows.slice(0, CARE_PAGE),
    older: rows.length > CARE_PAGE,
  };
}

export type CareService = Awaited<ReturnType<typeof readCare>>['services'][number];
