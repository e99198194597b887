import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';
import type { Item } from '../reveals/reveal';

/**
 * Hands the right value straight to the vault's process, which keeps it as a new version. Here it is neither kept, hashed
 * nor logged. Throws NotFound (RQ009), RQ003, RQ006, RQ010, RV012, and Refusal 'vault.*'.
 */
export async function correctItem(
  socket: string,
  actor: Actor,
  asked: Acting & { reference: string; item: Item; value: string },
): Promise<{ version: number }> {
  demand(actor, 'rights.correct');
  return askVault(socket, { ask: 'correct', ...asked });
}
