import type { Acting } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { askVault } from '~/vault/ask-vault.server';
import type { PayoutReason } from './payout-account';

/**
 * Asks that a provider be paid on another account. Whose it is and its number go straight to the vault's process: here they are
 * neither kept, hashed nor logged. Throws PO001 to PO004, PO006, SI002, and Refusal 'vault.*'.
 */
export async function askPayoutAccount(
  socket: string,
  actor: Actor,
  asked: Acting & {
    provider: string;
    reason: PayoutReason;
    values: { payee_name: string; account_number: string };
  },
): Promise<{ id: string }> {
  demand(actor, 'payout-account.ask');
  return askVault(socket, { ask: 'payout-account', ...asked });
}
