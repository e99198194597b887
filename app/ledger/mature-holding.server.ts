import type { Tx } from 'db/client';
import { type Decimal, toText } from '~/money/amount';
import { maturity } from './lot-sides';
import { type LotMove, postLotEntry } from './post-lot-entry.server';

/**
 * Takes in what an obligation repays when it falls due. What it brings over its cost is income where it was bought within
 * a year, else a gain (UPIA 406(b)). Returns the entry's number.
 * Throws as postLotEntry does; Refusal 'lot.units', 'lot.carrying'.
 */
export function matureHolding(tx: Tx, { proceeds, ...move }: LotMove & { proceeds: Decimal }): Promise<number> {
  return postLotEntry(tx, move, ['maturity', toText(proceeds)], (taking) => ({
    kind: 'holding_maturity',
    postings: maturity(taking, proceeds).postings,
  }));
}
