import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { newKey, unwrapKey, wrapKey } from './envelope.server';
import { type Keyring, keyFor } from './keyring.server';

/** A subject's data key, unwrapped for the time of one transaction. */
export interface DataKey {
  id: number;
  key: Buffer;
}

/**
 * The number of the key version that wraps what is new. It is held until this transaction ends: a rotation begins when
 * whoever wraps under the old version is done, so that nothing appears under a root that is let go.
 */
export async function activeVersion(tx: Tx): Promise<number> {
  // Whoever waited for a rotation finds the row that was active and is not any more; the next look finds the new one.
  for (let looks = 0; looks < 3; looks += 1) {
    const { rows } = await tx.execute<{ version: number }>(
      sql`select version from vault.kek where state = 'active' for share`,
    );
    if (rows[0]) return rows[0].version;
  }
  throw new Error('the vault has no active key version');
}

/** Unwraps the data key of a subject; undefined where it has none. Throws BrokenSeal. */
export async function findDataKey(tx: Tx, keyring: Keyring, subject: string): Promise<DataKey | undefined> {
  const { rows } = await tx.execute<{ id: number; kek: number; wrapped: Buffer }>(
    sql`select id, kek_version as kek, wrapped from vault.data_key where subject_id = ${subject}`,
  );
  const row = rows[0];
  return row && { id: row.id, key: openWrapped(keyring, subject, row) };
}

/** Throws BrokenSeal. */
export function openWrapped(
  keyring: Keyring,
  subject: string,
  row: { id: number; kek: number; wrapped: Buffer },
): Buffer {
  return unwrapKey(keyFor(keyring, row.kek, 'wrap'), { subject, dataKey: row.id, kek: row.kek }, row.wrapped);
}

/** Makes a subject's data key, wrapped under the active version. */
export async function makeDataKey(tx: Tx, keyring: Keyring, subject: string): Promise<DataKey> {
  const kek = await activeVersion(tx);
  const { rows } = await tx.execute<{ id: number }>(sql`select nextval('vault.data_key_number')::int as id`);
  const id = rows[0]?.id as number;
  const key = newKey();
  const wrapped = wrapKey(keyFor(keyring, kek, 'wrap'), { subject, dataKey: id, kek }, key);
  await tx.execute(
    sql`insert into vault.data_key (id, subject_id, kek_version, wrapped) values (${id}, ${subject}, ${kek}, ${wrapped})`,
  );
  return { id, key };
}
