import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { toText } from '~/money/amount';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import type { Decision, DisbursementState, Standard } from './disbursement';
import { findApprovals, getDisbursement } from './get-disbursement.server';
import { reviewDisbursement } from './review-disbursement.server';
import { mustSign, type SignatureAnswer, signApproval } from './sign-approval.server';

export interface DecisionInput {
  key: string;
  reference: string;
  /** The version and fingerprint that were on the page. */
  version: number;
  requestHash: string;
  decision: Decision;
  standards: Standard[];
  otherResources: 'considered' | 'none_exist' | null;
  reason: string;
  judgement: string;
  /** The approver's passkey over the request; null left out where none is enrolled, and until it was asked for. */
  signature?: SignatureAnswer | undefined;
}

/** Everything else is right: what is missing is the approver's signature. */
export class SignatureNeeded extends Refusal {
  constructor() {
    super('decision.unsigned', 'Sign your approval with your passkey.');
  }
}

/**
 * Records a trustee's decision and carries the request on: approved with the last approval that the rule asks for,
 * rejected, sent back, or left waiting. The database checks the same again (record_approval).
 * Throws NotFound; SignatureNeeded; Refusal 'decision.*'; database refusals DI001-DI010.
 */
export async function approveDisbursement(
  tx: Tx,
  actor: Actor,
  input: DecisionInput,
  today: string,
): Promise<{ reference: string; state: string }> {
  demand(actor, 'disbursement.approve');
  return once(tx, actor, { key: input.key, action: 'disbursement.decided', request: input }, async () => {
    const request = await getDisbursement(tx, input.reference);
    if (request.requestedBy === actor.personId)
      throw new Refusal('decision.own-request', 'You asked for this payment, so you cannot decide it (rule SD-1).');
    if (request.version !== input.version || request.requestHash !== input.requestHash) {
      throw new Refusal(
        'decision.changed',
        `This request changed while you were reading: it is now version ${request.version}, ${request.currency} ${toText(request.amount)}. Earlier approvals no longer count. Read it again.`,
      );
    }
    const mine = (await findApprovals(tx, [request.id])).find(
      (item) => item.version === request.version && item.personId === actor.personId,
    );
    if (mine) throw new Refusal('decision.twice', 'You have decided on this version already. A person decides once.');
    if (request.state !== 'submitted')
      throw new Refusal('decision.closed', `This request is ${STATE_WORDS[request.state]} and takes no decision.`);
    await checkAnswers(tx, input, today);
    const signs = input.decision === 'approve' && (await mustSign(tx));
    if (signs && !input.signature) throw new SignatureNeeded();
    const result = await tx.execute<{
      state: string;
    }>(sql`select record_approval(${input.reference}, ${input.version}::int, ${input.requestHash}, ${input.decision},
      ${sql.param(input.standards)}::text[], ${input.otherResources}, ${input.reason}, ${input.judgement || null}) as state`);
    const state = result.rows[0]?.state ?? 'submitted';
    if (signs && input.signature) await signApproval(tx, actor, request, input.signature);
    await recordAuditEvent(tx, {
      action: ACTIONS[input.decision],
      recordType: 'disbursement',
      recordRef: input.reference,
      trustId: request.trustId,
      beneficiaryId: request.beneficiaryId,
      facts: {
        version: String(input.version),
        amount: toText(request.amount),
        fingerprint: input.requestHash.slice(0, 8),
        state,
        ...(input.decision === 'approve' ? { signed: signs ? 'by passkey' : 'no passkey enrolled' } : {}),
      },
    });
    return { reference: input.reference, state };
  });
}

export const STATE_WORDS: Record<DisbursementState, string> = {
  submitted: 'waiting for approval',
  changes_asked: 'sent back for changes',
  approved: 'approved',
  rejected: 'rejected',
  paid: 'paid',
  returned: 'paid and sent back by the bank',
};

const ACTIONS: Record<Decision, string> = {
  approve: 'disbursement.approved',
  ask_for_changes: 'disbursement.changes-asked',
  reject: 'disbursement.rejected',
  step_aside: 'disbursement.stepped-aside',
};

async function checkAnswers(tx: Tx, input: DecisionInput, today: string): Promise<void> {
  if (input.reason.trim().length < 3) throw new Refusal('decision.no-reason', REASONS[input.decision], 'reason');
  if (input.decision !== 'approve') return;
  if (input.standards.length === 0)
    throw new Refusal('decision.no-standard', 'Choose at least one standard.', 'standards');
  if (input.otherResources === null)
    throw new Refusal('decision.no-resources', 'Say whether you considered other resources.', 'otherResources');
  const { checks } = await reviewDisbursement(tx, input.reference, today);
  const stop = checks.find((check) => check.outcome === 'stop');
  if (stop) throw new Refusal('decision.stopped', `This cannot be approved: ${stop.sentence} (rule ${stop.rule})`);
  if (checks.some((check) => check.outcome === 'judge') && input.judgement.trim().length < 3) {
    throw new Refusal(
      'decision.no-judgement',
      'Say what you concluded about the checks that need your judgement.',
      'judgement',
    );
  }
}

const REASONS: Record<Decision, string> = {
  approve: 'Say why this payment meets the standard.',
  ask_for_changes: 'Ask for changes: say what must change.',
  reject: 'Say why it is rejected.',
  step_aside: 'Say what conflict you have.',
};
