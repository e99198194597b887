import { randomUUID } from 'node:crypto';
import { type Actor, permits } from '~/access/actor';
import { getTrusteeTerm } from '~/domain/trustee-terms/find-trustee-terms.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BOOK_READERS, historyFor } from '../../parts/audit-sentences.server';
import { frameOf } from '../../parts/frame.server';
import { termWords } from '../../parts/term-words.server';

/** What every page of one term shows. Throws NotFound. */
export async function loadTerm(
  tx: Tx,
  actor: Actor,
  id: string,
  { now, inWorld }: { now: Date; inWorld: (recorded: Date) => Date },
) {
  return {
    line: termWords(await getTrusteeTerm(tx, Number(id), booksDay(now)), actor),
    frame: await frameOf(tx, actor, now, permits(actor, 'trust.read') ? paths.trusts() : paths.people()),
    history: await historyFor(tx, actor, id, inWorld, { kind: 'trustee-term', seenBy: BOOK_READERS }),
    key: randomUUID(),
  };
}
