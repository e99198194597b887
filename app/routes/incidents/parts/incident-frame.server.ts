import type { Actor } from '~/access/actor';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { type FrameFacts, frameOf } from '../../parts/frame.server';

/** What stands around a page of the register; none for a caseworker, whose pages are the field log's. */
export async function incidentFrame(tx: Tx, actor: Actor, now: Date): Promise<FrameFacts | null> {
  return actor.roles.includes('caseworker') ? null : frameOf(tx, actor, now, paths.incidents());
}
