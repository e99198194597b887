import type { Actor } from '~/access/actor';
import type { DisbursementState } from '~/domain/disbursements/disbursement';
import { findApprovals, readDisbursements } from '~/domain/disbursements/get-disbursement.server';
import { reviewDisbursement } from '~/domain/disbursements/review-disbursement.server';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { getRunway } from '~/domain/trusts/get-runway.server';
import { addWeekdays, daysBetween } from '~/domain/trusts/legal-day';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';
import { dayWords, shortDayWords } from '~/ui/day-words';

export type QueueRow = Awaited<ReturnType<typeof waitingRows>>[number];

/** Rows at most; a longer queue is read from its oldest end. */
const MOST = 20;

/** Requests that wait, oldest first, with what a trustee needs to choose which to open. */
export async function waitingRows(
  tx: Tx,
  actor: Actor,
  which: 'mine' | 'all' | 'aside',
  now: Date,
  inWorld: (recorded: Date) => Date,
) {
  const today = booksDay(now);
  const policies = await getPolicies(tx, ['AP-D'], today);
  const requests = await readDisbursements(tx, { states: ['submitted'], limit: MOST });
  const approvals = await findApprovals(
    tx,
    requests.map((request) => request.id),
  );
  const rows = [];
  for (const request of requests) {
    const decided = approvals.filter((item) => item.disbursementId === request.id && item.version === request.version);
    const mine = decided.find((item) => item.personId === actor.personId);
    const aside = mine?.decision === 'step_aside';
    if (which === 'mine' && (mine || request.requestedBy === actor.personId)) continue;
    if (which === 'aside' && !aside) continue;
    const askedOn = booksDay(inWorld(request.requestedAt));
    const { checks } = await reviewDisbursement(tx, request.reference, today);
    const { runway } = await getRunway(
      tx,
      { id: request.subaccountId, posted: request.posted, majorityOn: request.majorityOn },
      request.amount,
      today,
    );
    const decideBy = addWeekdays(askedOn, Number(policyText(policies['AP-D'], 'weekdays')));
    rows.push({
      reference: request.reference,
      code: request.beneficiaryCode,
      purpose: request.purpose,
      amount: toText(request.amount),
      waiting: waitingWords(daysBetween(askedOn, today)),
      decisions: `${decided.filter((item) => item.decision === 'approve' && !item.withdrawnAt).length} of ${request.requiredApprovals}`,
      passed: checks.filter((check) => check.outcome === 'passed').length,
      judge: checks.filter((check) => check.outcome === 'judge').length,
      stops: checks.filter((check) => check.outcome === 'stop').length,
      runway: runway ? runway.monthsAfter.minus(runway.monthsBefore).toString() : null,
      decideBy: shortDayWords(decideBy),
      overdue: decideBy < today,
    });
  }
  return rows;
}

function waitingWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? '1 day' : `${days} days`;
}

/** Requests in a state, newest first, for those who ask and pay. */
export async function requestRows(tx: Tx, states: DisbursementState[], inWorld: (recorded: Date) => Date) {
  const requests = await readDisbursements(tx, { states, newestFirst: true });
  return requests.map((request) => ({
    reference: request.reference,
    code: request.beneficiaryCode,
    trust: request.trustCode,
    purpose: request.purpose,
    provider: request.providerCode,
    amount: toText(request.amount),
    state: request.state,
    askedOn: dayWords(booksDay(inWorld(request.requestedAt))),
    askedBy: request.requestedForName
      ? `${request.requestedByName} for ${request.requestedForName}`
      : request.requestedByName,
  }));
}

export type RequestRow = Awaited<ReturnType<typeof requestRows>>[number];
