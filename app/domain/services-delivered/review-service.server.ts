import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { once } from '../audit/once.server';
import { nameWarning } from './name-warning';
import type { ReviewDecision } from './service-review';

export interface ReviewServiceInput {
  key: string;
  reference: string;
  decision: ReviewDecision;
  /** What has to be put right; nothing where it is confirmed. */
  reason: string;
  /** The supervisor was shown what looks like a name in the reason, and says it is none. */
  reasonChecked: boolean;
}

/**
 * Confirms a service that a caseworker of the actor's team logged, or sends it back to be put right; once for each entry
 * (AC-5 of NIST 800-53: who attests a service neither approves nor pays for it).
 * Throws Refusal 'service-review.no-reason', '.name-in-reason'; database refusals SR001-SR004, SR006, DI007; NotFound.
 */
export async function reviewService(
  tx: Tx,
  actor: Actor,
  input: ReviewServiceInput,
): Promise<{ reference: string; decision: string }> {
  demand(actor, 'team.review');
  const { reference, decision } = input;
  return once(tx, actor, { key: input.key, action: 'service.reviewed', request: input }, async () => {
    const reason = decision === 'sent_back' ? reasonOf(input) : '';
    await tx.execute(sql`select sec.review_service(${reference}, ${decision}, ${reason})`);
    return { reference, decision };
  });
}

function reasonOf({ reason, reasonChecked }: ReviewServiceInput): string {
  const said = reason.trim();
  if (said.length < 3) throw new Refusal('service-review.no-reason', 'Say what has to be put right.', 'reason');
  const name = reasonChecked ? null : nameWarning(said);
  if (name) {
    const message = `Your reason may contain a name: “${name}”. Use the code instead.`;
    throw new Refusal('service-review.name-in-reason', message, 'reason');
  }
  return said;
}
