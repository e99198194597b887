import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Field, SubjectKind } from './identity-fields';
import { indexTokens } from './index-tokens.server';
import type { OpenVault } from './open-vault.server';

/** The numbers of the records of a kind that bear a name in a field. */
export async function bearers(
  tx: Tx,
  { keyring }: OpenVault,
  { kind, field, name }: { kind: SubjectKind; field: Field; name: string },
): Promise<number[]> {
  const { rows: keys } = await tx.execute<{ version: number }>(
    sql`select version from vault.kek where state <> 'retired'`,
  );
  const versions = keys.map(({ version }) => version);
  const tokens = indexTokens(keyring, versions, field, name).map(({ token }) => token);
  const { rows } = await tx.execute<{ record: string }>(sql`
    select distinct s.record_id as record from vault.blind_index b join vault.subject s on s.id = b.subject_id
     where s.kind = ${kind} and b.field = ${field} and b.token = any(${sql.param(tokens)}::bytea[])`);
  return rows.map(({ record }) => Number(record));
}
