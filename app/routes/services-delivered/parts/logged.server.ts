import type { Actor } from '~/access/actor';
import { findLoggedServices } from '~/domain/services-delivered/find-services.server';
import type { Tx } from '~/http/guard.server';
import { type EntryLine, entryLine } from './entry-line';

/** The worker's own entries, the newest first. */
export async function loadLogged(tx: Tx, actor: Actor, most: number): Promise<EntryLine[]> {
  return (await findLoggedServices(tx, actor.personId, most)).map(entryLine);
}
