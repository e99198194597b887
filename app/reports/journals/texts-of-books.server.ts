import type { Tx } from 'db/client';
import { type Days, streamBook } from '~/ledger/stream-book.server';

/** Every text of some trusts' books that a person wrote, by the entry it stands in. */
export async function* textsOfBooks(
  tx: Tx,
  trusts: readonly { id: number; code: string }[],
  days: Days = {},
): AsyncGenerator<{ where: string; text: string }> {
  for (const { id, code } of trusts)
    for await (const { entry, description, party, category, reference, postings } of streamBook(tx, id, days)) {
      const at = `entry ${entry} of ${code}`;
      yield { where: `${at}, payee or payer`, text: party };
      yield { where: `${at}, description`, text: description };
      yield { where: `${at}, category`, text: category };
      yield { where: `${at}, reference`, text: reference };
      for (const { holding } of postings) if (holding) yield { where: `${at}, holding`, text: holding };
    }
}
