import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { disbursementVersion } from 'db/schema/disbursements';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { findActingFor } from '../delegations/find-acting-for.server';
import { askApprovalRule } from './approval-facts.server';
import { type CanonicalRequest, canonicalRequest } from './disbursement';

export interface VersionDraft {
  /** Everything an approver will agree to; the amount stands in it as text. */
  request: CanonicalRequest;
  amount: Decimal;
  /** What the sub-account has to spend now. */
  available: Decimal;
  withinPlan: boolean;
  trustId: number;
  beneficiaryId: number;
  providerId: number;
  disbursementId: number;
}

/**
 * Writes one version of a request: asks the approval rule, hashes what is asked, and fixes both.
 * Throws Refusal 'disbursement.above-available', 'disbursement.nobody-may-decide'.
 */
export async function writeVersion(
  tx: Tx,
  actor: Actor,
  draft: VersionDraft,
  today: string,
): Promise<{ required: number }> {
  const { request, amount, trustId, disbursementId } = draft;
  checkAvailable(draft);
  // Two requests for one child and provider at the same moment would not see each other in the window (AP-W).
  const pair = `disbursement window ${draft.beneficiaryId} ${draft.providerId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${pair}, 0))`);
  const rule = await askApprovalRule(tx, { ...draft, requesterId: await askerOf(tx, actor, trustId) }, today);
  if (!rule.possible) throw new Refusal('disbursement.nobody-may-decide', rule.reason);
  await tx.insert(disbursementVersion).values({
    trustId,
    disbursementId,
    version: request.version,
    amount,
    currency: request.currency,
    category: request.category,
    purpose: request.purpose,
    invoice: request.invoice,
    requestHash: createHash('sha256').update(canonicalRequest(request)).digest('hex'),
    requiredApprovals: rule.required,
    ruleKey: rule.rule.key,
    ruleVersion: rule.rule.version,
    ruleReason: rule.reason,
    madeBy: actor.personId,
  });
  return { required: rule.required };
}

/** Whom the rule counts as the one who asks: a trustee is not among those who may decide on what was asked in their place. */
async function askerOf(tx: Tx, actor: Actor, trustId: number): Promise<number> {
  return (await findActingFor(tx, trustId))?.delegatorId ?? actor.personId;
}

function checkAvailable({ amount, available, request }: VersionDraft): void {
  if (amount.lte(available)) return;
  const has = formatAmount(toText(available));
  throw new Refusal(
    'disbursement.above-available',
    `${has} is available for ${request.beneficiary}; this asks for ${formatAmount(request.amount)}. Ask for less, or wait for a receipt.`,
    'amount',
  );
}
