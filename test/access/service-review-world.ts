import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Role } from '~/access/roles';
import { endSupervision } from '~/domain/people/end-supervision.server';
import { type ReviewServiceInput, reviewService } from '~/domain/services-delivered/review-service.server';
import { type Member, outcome } from '../domain/disbursements/care-world';
import { actAs, enroll } from '../support/database';
import { ada, asks, openDelegationWorld, wes, world } from './delegation-world';

/** The supervisor of wes. */
export let sol: Member;

export async function openReviewWorld(): Promise<void> {
  await openDelegationWorld();
  sol = await member('sol', 'supervisor');
  await supervises(sol);
}

export async function member(name: string, ...roles: Role[]): Promise<Member> {
  return { ...(await enroll(world.db, { name, roles })), name, roles };
}

/** That somebody answers for a caseworker since today, or did. */
export const supervises = async (who: Member, worker: { personId: number } = wes, ended = false) =>
  (
    await world.rows(
      `insert into supervision (supervisor_id, caseworker_id, starts_on, ended_at)
       values ($1, $2, legal_today(), ${ended ? 'clock_timestamp()' : 'null'}) returning id::int`,
      [who.personId, worker.personId],
    )
  )[0]?.id as number;

export const endsSupervision = (duty: number) =>
  actAs(world.db, ada.token, (q) => endSupervision(q, ada, { key: randomUUID(), duty, reason: 'Moved' }));

export const review = (who: Member, reference: string, change: Partial<ReviewServiceInput> = {}) => {
  const asked = { key: randomUUID(), reference, decision: 'confirmed', reason: '', reasonChecked: false } as const;
  return actAs(world.db, who.token, (q) => reviewService(q, who, { ...asked, ...change }));
};
export const BACK = { decision: 'sent_back', reason: 'The day is another one.' } as const;

/** The function itself, as somebody would try it who knows its name. */
export const rawReview = (who: { token: string }, reference: string) =>
  outcome(asks(who, sql`select sec.review_service(${reference}, 'confirmed', '')`));

export const reviewsOf = (reference: string) =>
  world.rows(
    `select r.decision, r.reason, r.reviewed_by::int as by, r.delegation_id::int as lent
       from service_review r join service_delivered s on s.id = r.service_delivered_id where s.reference = $1`,
    [reference],
  );
