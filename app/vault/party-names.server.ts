import type { Tx } from 'db/client';
import { Refusal } from '~/access/refusal';
import { bearers } from './bearers.server';
import type { Field } from './identity-fields';
import type { OpenVault } from './open-vault.server';

/** Who acts or is paid for a child: never a party to a case (18 USC 2259(c)(4)), whatever the case. */
const REFUSED: Partial<Record<Field, string>> = {
  contact: 'This contact cannot be kept. Name somebody else, and speak to a trustee of the child.',
  guardian: 'This guardian cannot be kept. Leave the field empty, and speak to a trustee of the child.',
  payee_name: 'This payee cannot be kept. Speak to a trustee.',
};

/** Throws Refusal 'vault.party' where a guardian, contact or payee bears the name of a party to a case. The sentence says nothing of it. */
export async function refuseParty(tx: Tx, vault: OpenVault, field: Field, value: string): Promise<void> {
  const sentence = REFUSED[field];
  if (sentence && (await isPartyName(tx, vault, value))) throw new Refusal('vault.party', sentence, field);
}

/** Whether a name, or one of several with semicolons between them, is a party's, as the blind index sees names. */
export async function isPartyName(tx: Tx, vault: OpenVault, name: string): Promise<boolean> {
  return (await bearers(tx, vault, { kind: 'party', field: 'party_name', name })).length > 0;
}
