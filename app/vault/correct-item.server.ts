import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Field } from './identity-fields';
import { keepIdentity } from './keep-identity.server';
import type { OpenVault } from './open-vault.server';

/**
 * Keeps the right value of an item as its next version, where another person agreed that it is wrong: open_correction() in
 * the database decides, and throws RQ003 to RQ010. Throws what keepIdentity does.
 */
export async function correctItem(
  tx: Tx,
  vault: OpenVault,
  { reference, item, value }: { reference: string; item: Field; value: string },
): Promise<{ version: number }> {
  const { rows } = await tx.execute<{ code: string }>(sql`select open_correction(${reference}, ${item}) as code`);
  const code = rows[0]?.code ?? '';
  const versions = await keepIdentity(
    tx,
    vault,
    { kind: 'beneficiary', code, values: { [item]: value } },
    { purpose: reference },
  );
  const version = versions[item] ?? 0;
  await tx.execute(sql`select close_correction(${reference}, ${item}, ${version})`);
  return { version };
}
