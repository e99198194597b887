import type { Tx } from 'db/client';
import { type Decimal, toText } from '~/money/amount';
import { sale } from './lot-sides';
import { type LotMove, postLotEntry } from './post-lot-entry.server';

/**
 * Sells units of a security, or changes foreign money back, for cash of the trust's currency. What they carried leaves by
 * the trust's policy; the difference is a gain or a loss of principal. Returns the entry's number.
 * Throws as postLotEntry does; Refusal 'lot.units', 'lot.carrying'.
 */
export function sellHolding(tx: Tx, { proceeds, ...move }: LotMove & { proceeds: Decimal }): Promise<number> {
  return postLotEntry(tx, move, ['sale', toText(proceeds)], (taking) => ({
    kind: taking.lots.some((lot) => lot.kind === 'currency') ? 'currency_sale' : 'holding_sale',
    postings: sale(taking, proceeds).postings,
  }));
}
