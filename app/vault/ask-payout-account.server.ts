import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { accountEnding } from './identity-fields';
import { keepIdentity } from './keep-identity.server';
import type { OpenVault } from './open-vault.server';
import type { Answers, Question } from './protocol';

type Asked = Pick<Extract<Question, { ask: 'payout-account' }>, 'provider' | 'reason' | 'values'>;

/**
 * Keeps whose account a provider asks to be paid on, and its number; all that leaves is its ending. The database decides who
 * may. Throws PO001 to PO004, SI002; Refusal 'vault.value', 'vault.party'.
 */
export async function askPayoutAccount(
  tx: Tx,
  vault: OpenVault,
  { provider, reason, values }: Asked,
): Promise<Answers['payout-account']> {
  // Of a number that is too short the ending is refused below, with the field's own sentence.
  const ending = accountEnding(values.account_number) ?? '0000';
  const { rows } = await tx.execute<{ id: string }>(
    sql`select sec.ask_payout_account(${provider}, ${ending}, ${reason}) as id`,
  );
  const id = String(rows[0]?.id);
  await keepIdentity(tx, vault, { kind: 'payout_account', code: id, values }, { purpose: 'payout-account' });
  return { id };
}
