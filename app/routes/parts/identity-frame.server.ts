import { type Actor, permits } from '~/access/actor';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { type History, loadHistory } from './audit-sentences.server';
import { type FrameFacts, frameOf } from './frame.server';

/** What stands around a page about identities; none for a caseworker, whose pages are the field log's. */
export async function identityFrame(tx: Tx, actor: Actor, now: Date): Promise<FrameFacts | null> {
  return actor.roles.includes('caseworker') ? null : frameOf(tx, actor, now, paths.reveals());
}

/** What was done and read of a record about an identity; the whole of it is on the trail's page, for who may read that. */
export async function identityHistory(
  tx: Tx,
  actor: Actor,
  reference: string,
  inWorld: (recorded: Date) => Date,
): Promise<History> {
  const history = await loadHistory(tx, reference, inWorld);
  return { ...history, more: history.more && permits(actor, 'audit.read') };
}
