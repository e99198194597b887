import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { allocation } from 'db/schema/receipts';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { sentenceOf } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { CASH, moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { byCode, oneRecord, recordReadings } from '../audit/record-readings.server';
import { findOpenAwards, type OpenAward } from '../awards/find-open-awards.server';
import { getPolicies } from '../policies/get-policies.server';
import { type Policy, policyText } from '../policies/policy';
import { type AwardShare, allocationRule, type ReceiptShares, sharedOut, sharesText } from './allocation-rule';
import { getReceipt, type ReceiptRecord } from './get-receipt.server';

export interface AllocationPreview {
  receipt: ReceiptRecord;
  awards: OpenAward[];
  result: ReceiptShares;
  /** Changes when any share would; the form brings it back. */
  digest: string;
  sharing: Policy;
  threshold: Policy;
}

/**
 * The shares as they would be posted now. Throws NotFound; Refusal 'receipt.hidden' where the actor does not see every award
 * and share, since what is left out would be given to the others.
 */
export async function previewAllocation(tx: Tx, actor: Actor, reference: string): Promise<AllocationPreview> {
  demand(actor, 'receipt.read');
  const receipt = await getReceipt(tx, reference);
  const { rows } = await tx.execute<{ hidden: boolean }>(sql`select sec.shares_hidden(${receipt.id}) as hidden`);
  if (rows[0]?.hidden) throw new Refusal('receipt.hidden', sentenceOf('RC003'));
  const policies = await getPolicies(tx, ['PR-1', 'TH-1'], receipt.paidOn);
  const awards = await findOpenAwards(tx, receipt.caseId, receipt.defendantId);
  const result = allocationRule(
    receipt.amount,
    awards.map((award) => ({ ...award, held: sum(award.heldBelowThreshold.map((item) => item.amount)) })),
    amount(policyText(policies['TH-1'], 'least')),
  );
  const digest = createHash('sha256').update(sharesText(result)).digest('hex');
  return { receipt, awards, result, digest, sharing: policies['PR-1'], threshold: policies['TH-1'] };
}

/** The same for the page before posting: that the receipt and whose shares were read is audited. Throws as the preview does. */
export async function readPreview(tx: Tx, actor: Actor, reference: string): Promise<AllocationPreview> {
  const preview = await previewAllocation(tx, actor, reference);
  await recordReadings(tx, 'receipt.read', oneRecord(reference));
  await recordReadings(tx, 'beneficiary.listed', byCode(preview.awards.map(({ beneficiaryCode }) => beneficiaryCode)));
  return preview;
}

/**
 * Posts a receipt's shares: one entry in each beneficiary's trust, all or none.
 * Throws Refusal 'receipt.posted', 'receipt.hidden', 'receipt.changed' (the balances moved since the preview), 'receipt.above-debt'.
 */
export async function allocateReceipt(
  tx: Tx,
  actor: Actor,
  input: { key: string; reference: string; digest: string },
): Promise<{ reference: string }> {
  demand(actor, 'receipt.record');
  return once(tx, actor, { key: input.key, action: 'receipt.allocated', request: input }, async () => {
    const receipt = await getReceipt(tx, input.reference);
    // One receipt of a case at a time: two at once would both be measured against the same debts.
    await tx.execute(sql`select pg_advisory_xact_lock(7001, ${receipt.caseId}::int)`);
    const preview = await previewAllocation(tx, actor, input.reference);
    if (preview.receipt.posted)
      throw new Refusal(
        'receipt.posted',
        `Receipt ${input.reference} is posted already. A posting is corrected by a reversal.`,
      );
    if (preview.digest !== input.digest)
      throw new Refusal('receipt.changed', 'The balances changed while you were reading. Here is the new preview.');
    if (!preview.result.rest.isZero() || !sharedOut(preview.result).eq(receipt.amount)) {
      throw new Refusal(
        'receipt.above-debt',
        `The receipt is ${formatAmount(toText(preview.result.rest))} more than this defendant still owes on the order. Ask the clerk before anything is posted.`,
      );
    }
    for (const share of preview.result.shares) {
      const award = preview.awards.find((item) => item.reference === share.reference);
      if (award && share.amount.gt(ZERO)) await postShare(tx, preview.receipt, award, share, input.digest);
    }
    await recordAuditEvent(tx, {
      action: 'receipt.posted',
      recordType: 'receipt',
      recordRef: receipt.reference,
      facts: { amount: toText(receipt.amount), shares: String(preview.result.shares.length) },
    });
    return { reference: receipt.reference };
  });
}

async function postShare(
  tx: Tx,
  receipt: ReceiptRecord,
  award: OpenAward,
  share: AwardShare,
  digest: string,
): Promise<void> {
  const entryId = await postJournalEntry(tx, {
    trustId: award.trustId,
    subaccountId: award.subaccountId,
    kind: 'clerk_restitution',
    occurredOn: receipt.paidOn,
    description: `Restitution remittance defendant ${String(receipt.sequence).padStart(2, '0')}`,
    party: 'Clerk of Court',
    category: receipt.component === 'interest' ? 'restitution_interest' : 'restitution',
    reference: receipt.clerkReference,
    source: { type: 'allocation', ref: `${receipt.reference} ${award.reference}`, digest },
    // Restitution stands for the right that was lost and is principal; so is the clerk's interest on it, unless the instrument says otherwise.
    postings: moveParts('receipt:clerk_restitution', CASH, { principal: share.amount, income: ZERO }),
  });
  await tx.insert(allocation).values({
    receiptId: receipt.id,
    awardId: award.id,
    trustId: award.trustId,
    outstandingBefore: share.outstanding,
    exact: share.exact,
    centAdded: share.centAdded,
    amount: share.amount,
    state: share.state,
    entryId,
  });
  if (share.releases) {
    for (const item of award.heldBelowThreshold)
      await tx.execute(sql`select void_hold('below_threshold', ${item.sourceRef})`);
  }
  if (share.state === 'held_below_threshold') {
    await tx.execute(
      sql`select place_hold(${award.subaccountId}, ${toText(share.amount)}::numeric, 'below_threshold', ${`${award.reference} ${receipt.reference}`})`,
    );
  }
  await recordAuditEvent(tx, {
    action: share.state === 'applied' ? 'receipt.share-applied' : 'receipt.share-held',
    recordType: 'receipt',
    recordRef: receipt.reference,
    trustId: award.trustId,
    beneficiaryId: award.beneficiaryId,
    facts: { amount: toText(share.amount), entry: String(entryId), award: award.reference },
  });
}
