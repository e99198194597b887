import { randomInt } from 'node:crypto';
import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';
import type { FIELDS } from '~/vault/identity-fields';
import { shuffledCodes } from './beneficiary-code';

export type NewIdentity = Partial<Record<(typeof FIELDS)['beneficiary'][number], string>>;

/**
 * Hands identities straight to the vault's process, which takes each child in under a code of its own and seals them: all
 * or none. Here nothing of them is kept, hashed or logged, and the form's key is kept by the vault for the same reason.
 * Answers the codes; or none, and the places of those whose name may be known. Throws Refusal 'permission', 'vault.*' and
 * 'key.reused'; RV012, BC001.
 */
export async function takeInChildren(
  socket: string,
  actor: Actor,
  asked: Acting & { key: string; children: { values: NewIdentity; apart: boolean }[] },
): Promise<{ codes: string[]; known: number[] }> {
  demand(actor, 'beneficiary.take-in');
  return askVault(socket, { ask: 'take-in', ...asked, codes: shuffledCodes(randomInt) });
}
