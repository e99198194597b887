import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';
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
  if (!sentence) return;
  await lockParties(tx, 'keeping');
  await refuseGuessing(tx);
  if (await isPartyName(tx, vault, value)) throw new Refusal('vault.party', sentence, field);
}

/** Who records a party looks for guardians, and who keeps a guardian looks for parties: neither while the other is under way. */
export async function lockParties(tx: Tx, why: 'recording' | 'keeping'): Promise<void> {
  const lock = sql.raw(why === 'recording' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await tx.execute(sql`select ${lock}(hashtext('vault.party'))`);
}

/**
 * Naming a party tells whose guardian bears the name, and that it is recorded already, so both are looks for a name as others are.
 * Asked under the lock of 'recording', so that many at once are not each the last allowed. Throws Refusal 'vault.searched'.
 */
export async function refuseManyParties(tx: Tx): Promise<void> {
  await refuseMany(tx, sql`purpose = 'party' and (act = 'find' or outcome = 'CP003')`);
}

/** Refusals would tell, one after the other, who is a party: no more of them in an hour than names are looked for. */
async function refuseGuessing(tx: Tx): Promise<void> {
  await refuseMany(tx, sql`outcome = 'vault.party'`);
}

async function refuseMany(tx: Tx, looks: SQL): Promise<void> {
  const { rows } = await tx.execute<{ allowed: boolean }>(sql`
    select count(*) < policy_value('VF-1', 'most_an_hour', legal_today())::int as allowed from vault.read_log
     where person_id = sec.person() and ${looks} and at > clock_timestamp() - interval '1 hour'`);
  if (!rows[0]?.allowed)
    throw new Refusal('vault.searched', 'The vault was searched too often in this hour. Wait, and ask again.');
}

/** Whether a name, or one of several with semicolons between them, is a party's, as the blind index sees names. */
export async function isPartyName(tx: Tx, vault: OpenVault, name: string): Promise<boolean> {
  return (await bearers(tx, vault, { kind: 'party', field: 'party_name', name })).length > 0;
}
