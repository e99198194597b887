import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';
import type { Item } from './reveal';

/**
 * Asks the vault's process for the one item that was agreed to, with the actor's own session: it checks the person, the
 * agreement and the clock in the database, and logs it. Nothing of the answer is kept. Throws NotFound (RV009), RV005 to
 * RV010, and Refusal 'vault.sealed', 'vault.shut', 'vault.unreachable', 'vault.nothing'.
 */
export async function openReveal(
  socket: string,
  actor: Actor,
  asked: Acting & { reference: string; item: Item },
): Promise<{ value: string; isParty: boolean; openUntil: Date; secondsLeft: number }> {
  demand(actor, 'reveal.request');
  const { openUntil, ...shown } = await askVault(socket, { ask: 'reveal', ...asked });
  return { ...shown, openUntil: new Date(openUntil) };
}
