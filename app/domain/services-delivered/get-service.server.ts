import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { serviceDelivered, serviceNote, serviceReview, serviceWithdrawal } from 'db/schema/services-delivered';
import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';
import { recordReadings } from '~/domain/audit/record-readings.server';
import { readServices, servicesBy } from './find-services.server';

const replaced = alias(serviceDelivered, 'replaced');
const correction = alias(serviceDelivered, 'correction');
const worker = alias(person, 'worker');
const reviewer = alias(person, 'reviewer');

/** One entry for its care team: with its note, what a supervisor said of it, and what it put right. Throws NotFound. */
export async function getService(tx: Tx, reference: string) {
  const [found] = await readServices(
    tx,
    servicesBy(tx, {
      lateReason: serviceDelivered.lateReason,
      note: serviceNote.note,
      worker: worker.name,
      replaces: replaced.reference,
      correctedBy: correction.reference,
      withdrawnAt: serviceWithdrawal.withdrawnAt,
      decision: serviceReview.decision,
      reason: serviceReview.reason,
      reviewer: reviewer.name,
      reviewedAt: serviceReview.reviewedAt,
      /** Whether the actor answers today for who logged it. */
      ofTeam: sql<boolean>`${serviceDelivered.loggedBy} = any(sec.team_workers())`,
    })
      .innerJoin(worker, eq(worker.id, serviceDelivered.loggedBy))
      .leftJoin(serviceNote, eq(serviceNote.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(replaced, eq(replaced.id, serviceDelivered.replacesId))
      .leftJoin(correction, eq(correction.replacesId, serviceDelivered.id))
      .leftJoin(serviceReview, eq(serviceReview.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(serviceWithdrawal, eq(serviceWithdrawal.serviceDeliveredId, serviceDelivered.id))
      .leftJoin(reviewer, eq(reviewer.id, serviceReview.reviewedBy))
      .where(eq(serviceDelivered.reference, reference)),
  );
  if (!found) throw new NotFound();
  await recordReadings(tx, 'service.read', [{ ref: found.reference, beneficiaryId: found.beneficiaryId }]);
  const { decision, reason, reviewer: by, reviewedAt, withdrawnAt, ...service } = found;
  const review = decision && by && reviewedAt ? { decision, reason: reason ?? '', by, at: reviewedAt } : null;
  // Waits to be put right or withdrawn.
  const open = decision === 'sent_back' && service.correctedBy === null && withdrawnAt === null;
  return { ...service, withdrawn: withdrawnAt !== null, open, review };
}

export type ServiceRecord = Awaited<ReturnType<typeof getService>>;
