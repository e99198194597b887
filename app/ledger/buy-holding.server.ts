import type { Tx } from 'db/client';
import { Refusal } from '~/access/refusal';
import { type Decimal, toText } from '~/money/amount';
import { acquisition, type Holding } from './lot-sides';
import { openLot } from './post-journal-entry.server';
import { type LotMove, postLotEntry } from './post-lot-entry.server';

/**
 * Buys units of a security, or foreign money, with cash of the trust's currency: a lot of its own at what it cost. It
 * changes only the form of the property, so it is principal, and no gain. Returns the entry's number.
 * Throws as postLotEntry does; Refusal 'lot.kind' where the holding is of the other kind.
 */
export function buyHolding(
  tx: Tx,
  { cost, kind, ...move }: LotMove & Pick<Holding, 'kind'> & { cost: Decimal },
): Promise<number> {
  const { holding, units, description, occurredOn: acquiredOn, trustId, subaccountId } = move;
  return postLotEntry(tx, move, ['purchase', kind, toText(cost)], async ({ lots }) => {
    if (lots.some((lot) => lot.kind !== kind))
      throw new Refusal('lot.kind', `${holding} on hand is a ${lots[0]?.kind}, not a ${kind}.`, 'holding');
    const id = await openLot(tx, { trustId, subaccountId, holding, kind, acquiredOn, description });
    return {
      kind: kind === 'currency' ? 'currency_purchase' : 'holding_purchase',
      postings: acquisition({ holding, kind }, { id, units, carrying: cost }),
    };
  });
}
