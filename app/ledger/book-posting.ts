import type { Decimal } from '~/money/amount';
import type { Part } from './journal-entry';

/** One posting with its entry, as reports read the book. */
export interface BookPosting {
  entry: number;
  kind: string;
  occurredOn: string;
  description: string;
  party: string;
  category: string;
  reference: string;
  reverses: number | null;
  account: string;
  accountKind: 'asset' | 'opening' | 'receipt' | 'gain' | 'disbursement' | 'loss' | 'distribution';
  part: Part;
  amount: Decimal;
  units: Decimal | null;
  lot: { holding: string; kind: 'security' | 'currency'; description: string } | null;
}
