import { Refusal } from '~/access/refusal';

/** What is known of an entry that somebody wants to reverse. */
export interface ReversalFacts {
  id: number;
  reverses: number | null;
  reversedBy: number | null;
  /** The payment that this entry posted, and the request it paid. */
  payment: string | null;
  request: string | null;
  /** The returned payment whose charge this entry posted. */
  chargeOf: string | null;
  /** The receipt of which this entry posted a share. */
  receipt: string | null;
}

/**
 * Why an entry cannot be reversed, or null. Refusal 'reversal.of-a-reversal', '.done', '.payment', '.charge', '.receipt-share'.
 * Whether the day and the money allow it is the ledger's to say.
 */
export function reversalRefusal(entry: ReversalFacts): Refusal | null {
  if (entry.reverses !== null)
    return new Refusal(
      'reversal.of-a-reversal',
      `Entry ${entry.id} is itself a reversal. If it was wrong, record what happened anew.`,
    );
  if (entry.reversedBy !== null)
    return new Refusal(
      'reversal.done',
      `Entry ${entry.id} was reversed by entry ${entry.reversedBy}. It reverses once.`,
    );
  if (entry.payment !== null)
    return new Refusal(
      'reversal.payment',
      `Entry ${entry.id} is payment ${entry.payment}, and request ${entry.request} would go on saying that it is paid. ` +
        'A payment that was made stays as it was made. If the bank sent the money back, record that on the page of the request.',
    );
  if (entry.chargeOf !== null)
    return new Refusal(
      'reversal.charge',
      `Entry ${entry.id} is what the bank kept of returned payment ${entry.chargeOf}. What the bank gives back of it is an entry of its own.`,
    );
  if (entry.receipt !== null)
    return new Refusal(
      'reversal.receipt-share',
      `Entry ${entry.id} is a share of receipt ${entry.receipt}, and the award would go on counting it as paid. ` +
        'A receipt is shared whole. Ask the clerk of court to set it right: what the clerk pays more or less comes with the next remittance.',
    );
  return null;
}
