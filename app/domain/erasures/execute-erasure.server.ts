import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';

/**
 * Asks the vault's process to erase what two people agreed to erase, with the actor's own session; asked again after a
 * lost answer, it says that it is done. Throws NotFound (ER009), ER002 to ER010, and Refusal 'vault.sealed', 'vault.shut',
 * 'vault.unreachable', 'vault.nothing'.
 */
export async function executeErasure(
  socket: string,
  actor: Actor,
  asked: Acting & { reference: string },
): Promise<{ line: number }> {
  demand(actor, 'erasure.request');
  return askVault(socket, { ask: 'erase', ...asked });
}
