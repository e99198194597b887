import type { Tx } from 'db/client';
import { spending } from './lot-sides';
import { type LotMove, postLotEntry } from './post-lot-entry.server';

/**
 * Spends foreign cash on hand on what an account says ("distribution:EDU"), at what it carried: no rate is asked, and
 * there is no gain. Returns the entry's number.
 * Throws as postLotEntry does; Refusal 'lot.units', 'lot.carrying'.
 */
export function spendCurrency(tx: Tx, { account, ...move }: LotMove & { account: string }): Promise<number> {
  const [kind = ''] = account.split(':');
  return postLotEntry(tx, move, ['spending', account], (taking) => ({
    kind,
    postings: spending(taking, account).postings,
  }));
}
