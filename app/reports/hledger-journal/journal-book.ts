import type { AmountText } from '~/money/amount';

/** One side of an entry, as the ledger holds it: charges to an account are positive, discharges negative. */
export interface JournalPosting {
  /** The ledger's account code, "kind:detail": "asset:cash", "asset:TNOTE-2029-02-28", "distribution:EDU". */
  account: string;
  part: 'income' | 'principal';
  /** In the trust's base currency, at carrying value. */
  amount: AmountText;
  /** Face or foreign units of a holding; null on cash and on every account but an asset's. */
  units: AmountText | null;
}

export interface JournalEntry {
  /** Journal entry number. */
  entry: number;
  /** The legal day, ISO. */
  date: string;
  party: string;
  description: string;
  category: string;
  reference: string;
  postings: JournalPosting[];
}

/** All entries of one trust. */
export interface JournalBook {
  /** The trust's code: "T-0042". */
  trust: string;
  /** Base currency, ISO 4217. */
  currency: string;
  entries: JournalEntry[];
}

export type JournalFaultCode = 'hledger.unbalanced' | 'hledger.account-unknown';

export class JournalFault extends Error {
  override readonly name = 'JournalFault';

  constructor(
    readonly code: JournalFaultCode,
    message: string,
  ) {
    super(message);
  }
}
