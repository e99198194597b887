import { randomUUID } from 'node:crypto';
import type { Actor } from '~/access/actor';
import { getDelegation } from '~/domain/delegations/find-delegations.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BOOK_READERS, historyFor } from '../../parts/audit-sentences.server';
import { delegationWords } from '../../parts/delegation-words.server';
import { frameOf } from '../../parts/frame.server';

/** What every page of one delegation shows. Throws NotFound. */
export async function loadDelegation(
  tx: Tx,
  actor: Actor,
  id: string,
  { now, inWorld }: { now: Date; inWorld: (recorded: Date) => Date },
) {
  const row = await getDelegation(tx, Number(id), booksDay(now));
  return {
    line: delegationWords(row, actor, inWorld),
    frame: await frameOf(tx, actor, now, paths.delegations()),
    history: await historyFor(tx, actor, id, inWorld, {
      kind: 'delegation',
      seenBy: row.trustCode ? BOOK_READERS : ['auditor'],
    }),
    key: randomUUID(),
  };
}
