import type { ReceiptRecord } from '~/domain/receipts/get-receipt.server';
import { type AmountText, amount, toText } from '~/money/amount';

/** A receipt as screens read it. */
export interface ReceiptFacts {
  reference: string;
  shortName: string;
  sequence: number;
  clerkReference: string;
  paidOn: string;
  amount: AmountText;
  currency: string;
  component: 'principal' | 'interest';
  posted: boolean;
}

export function receiptFacts(record: ReceiptRecord): ReceiptFacts {
  const { reference, shortName, sequence, clerkReference, paidOn, currency, component, posted } = record;
  const facts = { reference, shortName, sequence, clerkReference, paidOn, currency, component, posted };
  return { ...facts, amount: toText(record.amount) };
}

/** One beneficiary's share, previewed or posted. */
export interface ShareFacts {
  code: string;
  outstanding: AmountText;
  /** Four decimals at most, before cents are rounded. */
  exact: AmountText;
  centAdded: AmountText;
  amount: AmountText;
  /** `none`: nothing of this receipt comes here. */
  happens: 'applied' | 'held' | 'none';
  /** What stood held before and is released with this share. */
  releases: AmountText | null;
  /** The entry that posted it, for those who may read it. */
  entryId: number | null;
}

/** The largest loss first, as an order lists them. */
export function byLoss(shares: readonly ShareFacts[]): ShareFacts[] {
  return [...shares].sort(
    (a, b) => amount(b.outstanding).comparedTo(amount(a.outstanding)) || (a.code < b.code ? -1 : 1),
  );
}
