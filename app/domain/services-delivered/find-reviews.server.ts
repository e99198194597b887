import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { serviceDelivered, serviceReview, serviceWithdrawal } from 'db/schema/services-delivered';
import { and, asc, eq, gt, ne, notExists, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '~/access/actor';
import { readServices, servicesBy } from './find-services.server';
import type { ReviewDecision } from './service-review';

const correction = alias(serviceDelivered, 'correction');

/** Entries of the actor's children that were sent back and that nobody has put right or withdrawn yet, the longest waiting first. */
export async function findSentBack(tx: Tx) {
  const corrected = tx
    .select({ id: correction.id })
    .from(correction)
    .where(eq(correction.replacesId, serviceDelivered.id));
  const withdrawn = tx
    .select({ id: serviceWithdrawal.serviceDeliveredId })
    .from(serviceWithdrawal)
    .where(eq(serviceWithdrawal.serviceDeliveredId, serviceDelivered.id));
  return readServices(
    tx,
    servicesBy(tx, { reason: serviceReview.reason })
      .innerJoin(serviceReview, eq(serviceReview.serviceDeliveredId, serviceDelivered.id))
      .where(and(eq(serviceReview.decision, 'sent_back'), notExists(corrected), notExists(withdrawn)))
      .orderBy(asc(serviceReview.reviewedAt)),
  );
}

/** What the actor's team logged and nobody has looked at; not what they logged themselves. */
function waiting(tx: Tx, actor: Actor): SQL | undefined {
  const review = tx
    .select({ id: serviceReview.serviceDeliveredId })
    .from(serviceReview)
    .where(eq(serviceReview.serviceDeliveredId, serviceDelivered.id));
  return and(
    sql`${serviceDelivered.loggedBy} = any((select sec.team_workers())::bigint[])`,
    ne(serviceDelivered.loggedBy, actor.personId),
    notExists(review),
  );
}

/** How many entries wait to be looked at. A count tells of no child. */
export async function countWaitingReviews(tx: Tx, actor: Actor): Promise<number> {
  return tx.$count(serviceDelivered, waiting(tx, actor));
}

/** The entries that wait, in the order in which they were logged, after the one of this number. */
export async function findWaitingReviews(tx: Tx, actor: Actor, { after, limit }: { after: number; limit: number }) {
  const rows = await readServices(
    tx,
    servicesBy(tx, { worker: person.name })
      .innerJoin(person, eq(person.id, serviceDelivered.loggedBy))
      .where(and(waiting(tx, actor), gt(serviceDelivered.id, after)))
      .orderBy(asc(serviceDelivered.id))
      .limit(limit + 1),
  );
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

export interface ServiceReviewed {
  serviceId: number;
  decision: ReviewDecision;
  at: Date;
}

/** What was decided of services, and when, for whoever reads them; why is the care team's (get-service). */
export async function findReviews(tx: Tx, serviceIds: readonly number[]): Promise<ServiceReviewed[]> {
  const { rows } = await tx.execute<{ service_id: string; decision: ReviewDecision; reviewed_at: string }>(
    sql`select service_id, decision, reviewed_at from sec.service_reviews(${sql.param([...serviceIds])}::bigint[])`,
  );
  return rows.map((row) => ({
    serviceId: Number(row.service_id),
    decision: row.decision,
    at: new Date(row.reviewed_at),
  }));
}
