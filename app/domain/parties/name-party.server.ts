import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';
import type { PartyKind } from './party';

/**
 * Hands the name of a party straight to the vault's process. Here it is neither kept, hashed nor logged. Answers which
 * children have a guardian or contact of that name, by the codes that the actor sees and how many more, and which providers are paid under it.
 * Throws CP001 to CP004, TU002, SI002, and Refusal 'vault.*'.
 */
export async function nameParty(
  socket: string,
  actor: Actor,
  asked: Acting & { docket: string; kind: PartyKind; person: number | null; name: string },
): Promise<{ codes: string[]; others: number; payees: string[] }> {
  demand(actor, 'party.record');
  return askVault(socket, { ask: 'party', ...asked });
}
