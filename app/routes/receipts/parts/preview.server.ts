import { type Actor, permits } from '~/access/actor';
import { policyText } from '~/domain/policies/policy';
import { readPreview } from '~/domain/receipts/allocate-receipt.server';
import { getOrderVersion } from '~/domain/receipts/get-receipt.server';
import type { Tx } from '~/http/guard.server';
import { type AmountText, sum, toText, ZERO } from '~/money/amount';
import { byLoss, type ReceiptFacts, receiptFacts, type ShareFacts } from './receipt-facts';

export interface PreviewFacts {
  receipt: ReceiptFacts;
  orderVersion: number | null;
  shares: ShareFacts[];
  /** What nobody on the order can take; such a receipt is not posted. */
  rest: AmountText | null;
  digest: string;
  sharing: { key: string; version: number; title: string };
  threshold: { key: string; least: AmountText };
  mayPost: boolean;
}

/** The shares as they would be posted now, for the page that is read before posting. */
export async function loadPreview(tx: Tx, actor: Actor, reference: string): Promise<PreviewFacts> {
  const preview = await readPreview(tx, actor, reference);
  const { receipt, awards, result, sharing, threshold } = preview;
  const shares = awards.map((award): ShareFacts => {
    const share = result.shares.find((item) => item.reference === award.reference);
    if (!share) throw new Error(`no share was computed for ${award.reference}`);
    const held = sum(award.heldBelowThreshold.map((item) => item.amount));
    return {
      code: award.beneficiaryCode,
      outstanding: toText(share.outstanding),
      exact: toText(share.exact),
      centAdded: toText(share.centAdded),
      amount: toText(share.amount),
      happens: share.amount.isZero() ? 'none' : share.state === 'applied' ? 'applied' : 'held',
      releases: share.releases && share.amount.gt(ZERO) ? toText(held) : null,
      entryId: null,
    };
  });
  return {
    receipt: receiptFacts(receipt),
    orderVersion: await getOrderVersion(tx, receipt.caseId),
    shares: byLoss(shares),
    rest: result.rest.isZero() ? null : toText(result.rest),
    digest: preview.digest,
    sharing: { key: sharing.key, version: sharing.version, title: sharing.title },
    threshold: { key: threshold.key, least: policyText(threshold, 'least') },
    mayPost: permits(actor, 'receipt.record'),
  };
}
