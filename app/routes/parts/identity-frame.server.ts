import type { Actor } from '~/access/actor';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { type FrameFacts, frameOf } from './frame.server';

/** What stands around a page about identities; none for a caseworker, whose pages are the field log's. */
export async function identityFrame(tx: Tx, actor: Actor, now: Date): Promise<FrameFacts | null> {
  return actor.roles.includes('caseworker') ? null : frameOf(tx, actor, now, paths.reveals());
}
