import type { Part } from '~/ledger/journal-entry';
import type { HeldLot } from '~/ledger/lot-sides';
import type { LotPolicy } from '~/ledger/relieve-lots';
import type { Decimal } from '~/money/amount';

export type Parts = Record<Part, Decimal>;

/** A lot as the plan sees it: one in the books by its number, or one that a row of this file opens. */
export type PlannedLot = HeldLot<{ id: number } | { row: number }>;

/** A distribution that may come back. */
export interface Returnable {
  amount: Decimal;
  parts: Parts;
  account: string;
  entry: { id: number } | { row: number };
}

/** What one day moved: of cash, or of a holding. */
export interface Movement {
  occurredOn: string;
  /** Empty for cash. */
  holding: string;
  part: Part;
  amount: Decimal;
  /** Zero on cash. */
  units: Decimal;
}

/** What the books say before the file: everything the plan needs, and nothing it could look up by itself. */
export interface BooksState {
  trustId: number;
  subaccountId: number;
  baseCurrency: string;
  openedOn: string;
  lotPolicy: LotPolicy;
  /** The last day accounted for to the court, if any. */
  accountedThrough: string | null;
  /**
   * From this day on the trust is kept here: what it pays is decided here and is no history to be brought in. Null for the
   * operator, who brings in what no page of ours can say.
   */
  keptSince: string | null;
  /** The latest day a posting may bear. */
  latestDay: string;
  /** Sources posted already, with the digest of the row as it was brought. */
  posted: Map<string, string>;
  /** Cash, by part and in all, and what of it is held. */
  cash: Parts;
  held: Decimal;
  lots: PlannedLot[];
  /** How cash and holdings came to be what they are, day by day. */
  movements: Movement[];
  /** By reference. */
  distributions: Map<string, Returnable>;
  returned: Set<string>;
  /** True when anything was posted before this file. */
  begun: boolean;
}
